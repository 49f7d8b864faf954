package provider

import "golang.org/x/text/language"

// words are the sentences of the page in one language. They stand here, and not among the messages of the program,
// because this provider stands for somebody else's site.
type words struct {
	Site, Title, Invented, ContinueAs, Cancel, Refused, Again string
}

// matcher finds the language of the page; English is the last resort.
func matcher() language.Matcher {
	return language.NewMatcher([]language.Tag{language.English, language.Russian, language.Arabic})
}

// wordsIn returns the sentences in a language, in English for one that we do not have.
func wordsIn(lang string) words {
	switch lang {
	case "ru":
		return words{
			Site:       "Вход для демонстрации",
			Title:      "Кем вы хотите войти?",
			Invented:   "Все эти люди и организации выдуманы. Пароль не нужен, и ничего не покидает этот компьютер.",
			ContinueAs: "Продолжить как",
			Cancel:     "Вернуться, не входя",
			Refused:    "Этот запрос на вход пришёл не от демонстрации",
			Again:      "Вернитесь на сайт демонстрации и начните вход оттуда.",
		}
	case "ar":
		return words{
			Site:       "تسجيل الدخول إلى العرض التجريبي",
			Title:      "بأي شخصية تودّون الدخول؟",
			Invented:   "جميع هؤلاء الأشخاص والمنظمات من نسج الخيال. لا حاجة إلى كلمة مرور، ولا شيء يغادر هذا الجهاز.",
			ContinueAs: "المتابعة باسم",
			Cancel:     "العودة من دون تسجيل الدخول",
			Refused:    "طلب تسجيل الدخول هذا لم يأتِ من العرض التجريبي",
			Again:      "عودوا إلى موقع العرض التجريبي وابدؤوا تسجيل الدخول من هناك.",
		}
	default:
		return words{
			Site:       "Demonstration sign-in",
			Title:      "Who do you want to be?",
			Invented:   "All these people and organisations are invented. There is no password, and nothing leaves this computer.",
			ContinueAs: "Continue as",
			Cancel:     "Go back without signing in",
			Refused:    "This sign-in request is not from the demonstration",
			Again:      "Go back to the demonstration and begin to sign in there.",
		}
	}
}

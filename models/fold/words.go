package fold

// smallWords join other words and are left out of comparisons (folded; European languages, Turkish, Arabic in Latin).
var smallWords = [...]string{
	"al", "and", "att", "au", "aux", "da", "das", "de", "dei", "del", "della", "delle", "dem", "den", "der", "des", "di",
	"die", "do", "dos", "du", "ed", "el", "en", "et", "for", "fur", "het", "il", "in", "la", "las", "le", "les", "lo",
	"los", "na", "of", "och", "og", "on", "para", "per", "po", "pour", "pro", "the", "to", "und", "van", "ve", "von",
	"voor", "za", "zu", "zum", "zur",
}

// generalWords say what kind of body a name is, not whose it is (folded, so "fundacja" and «фонд» stand here in one
// spelling).
var generalWords = [...]string{
	"alliance", "aliansa", "alians", "asociacija", "asociacion", "asociatia", "asotsiatsiia", "assembly", "associacao",
	"association", "associazione", "board", "bund", "bureau", "campaign", "center", "centar", "central", "centre",
	"centro", "centrs", "centru", "centrum", "charity", "club", "coalition", "college", "comite", "commission",
	"committee", "community", "confederation", "council", "dernegi", "development", "dom", "droits", "ev",
	"european", "europe", "federation", "fond", "fondacija", "fondation", "fondazione", "fonds", "foundation", "forum",
	"fund", "fundacao", "fundacion", "fundacja", "fundatia", "general", "global", "group", "groupe", "grupo", "gruppa",
	"gruppe", "home", "homme", "house", "human", "inc", "iniciativa", "initiative", "institut", "institute", "instituto",
	"international", "internationale", "komitet", "league", "liga", "ligue", "limited", "ltd", "maison", "movement",
	"mreza", "mw", "national", "nationale", "nationalnyi", "network", "netzwerk", "ngo", "obshchestvo", "office", "ong",
	"oo", "organisation", "organizacija", "organization", "organizatsiia", "platform", "plattform", "prav", "prava",
	"programme", "program", "project", "projet", "rada", "red", "regional", "research", "reseau", "rete", "rights",
	"school", "sdruzhenie", "section", "service", "services", "set", "social", "society", "soiuz", "stichting",
	"stiftung", "stowarzyszenie", "support", "tsentr", "trust", "udruga", "udruzenje", "union", "unit", "universitat",
	"universite", "university", "vakfi", "verein", "verband", "world", "zentrum", "zdruzenie", "zwiazek",
}

package fold

import "slices"

// smallWords join other words and are left out of comparisons. Folded and in order.
var smallWords = [...]string{
	"al", "and", "att", "au", "aux", "da", "das", "de", "dei", "del", "della", "delle", "dem", "den", "der", "des",
	"di", "die", "dlia", "do", "dos", "du", "ed", "el", "en", "et", "for", "fur", "het", "il", "im", "in", "la", "las",
	"le", "les", "lil", "lo", "los", "na", "och", "of", "og", "on", "para", "per", "po", "pour", "pro", "ta", "the",
	"to", "und", "van", "ve", "von", "voor", "za", "zu", "zum", "zur",
}

// generalWords say what kind of body a name is, not whose it is: society, «общество», «جمعية». Folded and in order.
var generalWords = [...]string{
	"alapitvany", "alians", "aliansa", "alliance", "asociacia", "asociacija", "asociacion", "asociatia",
	"asotsiatsiia", "assambleia", "assembly", "associacao", "association", "associazione", "assotsiatsiia", "biedriba",
	"blagodiinii", "blagotvoritelnyi", "board", "bund", "bureau", "campaign", "centar", "center", "central", "centras",
	"centre", "centri", "centro", "centrs", "centru", "centrul", "centrum", "charity", "club", "coalition", "college",
	"comite", "commission", "committee", "community", "confederation", "council", "dernegi", "dernek", "development",
	"dom", "draugija", "droits", "dvizhenie", "egyesulet", "enose", "etaireia", "europe", "european", "ev",
	"federation", "fond", "fondacija", "fondation", "fondatsija", "fondazione", "fonds", "forening", "forum",
	"foundation", "fund", "fundacao", "fundacion", "fundacja", "fundatia", "general", "global", "gromadska", "group",
	"groupe", "grupo", "gruppa", "gruppe", "himnadram", "home", "homme", "house", "hqwq", "human", "inc", "iniciativa",
	"initiative", "initsiativa", "institut", "institute", "instituto", "institutul", "international", "internationale",
	"istituto", "jmy", "kavshiri", "kentro", "kentron", "koalitsiia", "komitet", "landsforeningen", "league", "liga",
	"ligue", "limited", "ljn", "ltd", "maison", "mezhdunarodnaia", "mezhdunarodnoe", "mezhdunarodnyi", "mizhnarodnii",
	"mnzm", "movement", "mreza", "mrkhz", "mrkz", "mvtt", "mwss", "nacional", "nadace", "national", "nationale",
	"nationalen", "nationalnyi", "nazionale", "network", "netzwerk", "ngo", "obshcherossiiskoe", "obshchestvennaia",
	"obshchestvo", "office", "ong", "oo", "organisation", "organizacija", "organization", "organizatsiia", "platform",
	"plattform", "pondi", "prav", "prava", "pravozashchitnyi", "proekt", "program", "programme", "project", "projet",
	"qendra", "rada", "red", "regional", "research", "reseau", "rete", "rights", "riksforbundet", "school", "sdruzeni",
	"sdruzhenie", "section", "service", "services", "set", "shbk", "shoqata", "social", "sociedad", "sociedade",
	"societa", "societe", "society", "soiuz", "spilka", "spolek", "stichting", "stiftung", "stowarzyszenie", "support",
	"tarsasag", "thd", "trust", "tsentar", "tsentr", "udruga", "udruzenje", "udruzhenje", "uhing", "union", "unit",
	"universitat", "universite", "university", "vakfi", "verband", "verein", "world", "yhdistys", "zdruzenie",
	"zdruzhenie", "zentrum", "zwiazek",
}

func isSmall(folded string) bool {
	_, found := slices.BinarySearch(smallWords[:], folded)
	return found
}

func isGeneral(folded string) bool {
	_, found := slices.BinarySearch(generalWords[:], folded)
	return found
}

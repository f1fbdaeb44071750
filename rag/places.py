"""Seats of government that stand for their country in the news: Moscow said, Beijing denied."""

_SEATS = """
abuja: nigeria nigerian
addis ababa: ethiopia ethiopian
algiers: algeria algerian
amman: jordan jordanian
ankara: turkey turkish türkiye
astana: kazakhstan kazakh
athens: greece greek
baghdad: iraq iraqi
baku: azerbaijan azerbaijani
bangkok: thailand thai
beijing: china chinese
belgrade: serbia serbian
berlin: germany german
bern: switzerland swiss
bishkek: kyrgyzstan kyrgyz
bogotá bogota: colombia colombian
bratislava: slovakia slovak
bucharest: romania romanian
budapest: hungary hungarian
cairo: egypt egyptian
canberra: australia australian
caracas: venezuela venezuelan
chisinau chișinău: moldova moldovan
copenhagen: denmark danish
damascus: syria syrian
delhi: india indian
dhaka: bangladesh bangladeshi
dublin: ireland irish
dushanbe: tajikistan tajik
hanoi: vietnam vietnamese
havana: cuba cuban
helsinki: finland finnish
islamabad: pakistan pakistani
jakarta: indonesia indonesian
kabul: afghanistan afghan
khartoum: sudan sudanese
kyiv kiev: ukraine ukrainian
lisbon: portugal portuguese
ljubljana: slovenia slovenian
madrid: spain spanish
manila: philippines philippine filipino
minsk: belarus belarusian
moscow kremlin: russia russian
nairobi: kenya kenyan
oslo: norway norwegian
ottawa: canada canadian
prague: czech czechia
pyongyang: korea korean
riga: latvia latvian
riyadh: saudi arabia
rome: italy italian
sarajevo: bosnia bosnian
seoul: korea korean
sofia: bulgaria bulgarian
stockholm: sweden swedish
taipei: taiwan taiwanese
tallinn: estonia estonian
tashkent: uzbekistan uzbek
tbilisi: georgia georgian
tehran: iran iranian
tokyo: japan japanese
tripoli: libya libyan
ulaanbaatar: mongolia mongolian
vienna: austria austrian
vilnius: lithuania lithuanian
warsaw: poland polish
washington: america american usa states
wellington: zealand
westminster london: britain british uk kingdom england english
yerevan: armenia armenian
zagreb: croatia croatian
élysée elysee paris: france french
"""


def _meanings() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _SEATS.strip().splitlines():
        seats, countries = (side.split() for side in line.split(":"))
        found |= dict.fromkeys(seats, frozenset(countries))
        for country in countries:
            found[country] = found.get(country, frozenset()) | frozenset(seats)
    return found


_MEANINGS = _meanings()


def may_mean(name: str) -> frozenset[str]:
    """Return other names for what a place's name may stand for, in lower case: none for most.

    The country of a seat of government, and the seats of a country.
    """
    return _MEANINGS.get(name.lower(), frozenset())

"""Countries, with the words for what is of them and for their parts."""

# name: adjectives; parts or other names of the place (a semicolon between the two)
_TABLE = """
Afghanistan: Afghan
Albania: Albanian
Algeria: Algerian
Angola: Angolan
Argentina: Argentine, Argentinian, Argentinean; Buenos Aires
Armenia: Armenian
Australia: Australian; New South Wales, Queensland, Tasmania, Western Australia, South Australia
Austria: Austrian; Vienna
Azerbaijan: Azerbaijani
Bahrain: Bahraini
Bangladesh: Bangladeshi
Belarus: Belarusian, Belarussian
Belgium: Belgian
Bolivia: Bolivian
Bosnia and Herzegovina: Bosnian
Botswana: Botswanan
Brazil: Brazilian; Rio de Janeiro, São Paulo
Bulgaria: Bulgarian
Burkina Faso: Burkinabé
Cambodia: Cambodian
Cameroon: Cameroonian
Canada: Canadian; Ontario, Quebec, British Columbia, Alberta, Manitoba, Saskatchewan, Nova Scotia, New Brunswick
Chile: Chilean
China: Chinese; People's Republic of China
Colombia: Colombian
Costa Rica: Costa Rican
Croatia: Croatian
Cuba: Cuban
Cyprus: Cypriot
the Czech Republic: Czech; Czech Republic, Czechia
Czechoslovakia: Czechoslovak, Czechoslovakian
Denmark: Danish; Copenhagen
Ecuador: Ecuadorian
East Germany: East German
Egypt: Egyptian
El Salvador: Salvadoran
England: English
Estonia: Estonian
Ethiopia: Ethiopian
Finland: Finnish
France: French; Paris
Georgia: Georgian; Tbilisi
Germany: German, West German; West Germany, Bavaria, Berlin, Saxony, Hesse
Ghana: Ghanaian
Greece: Greek
Guatemala: Guatemalan
Haiti: Haitian
Honduras: Honduran
Hong Kong: Hong Kong
Hungary: Hungarian
Iceland: Icelandic
India: Indian; Kerala, Tamil Nadu, Maharashtra, West Bengal, Uttar Pradesh, Karnataka, Gujarat, Andhra Pradesh, Rajasthan, Bihar
Indonesia: Indonesian
Iran: Iranian, Persian
Iraq: Iraqi
Ireland: Irish; Republic of Ireland
Israel: Israeli
Italy: Italian; Sicily, Tuscany, Lombardy
Ivory Coast: Ivorian
Jamaica: Jamaican
Japan: Japanese; Tokyo
Jordan: Jordanian
Kazakhstan: Kazakh, Kazakhstani
Kenya: Kenyan
Kosovo: Kosovan, Kosovar
Kuwait: Kuwaiti
Kyrgyzstan: Kyrgyz
Latvia: Latvian
Lebanon: Lebanese
Libya: Libyan
Lithuania: Lithuanian
Luxembourg: Luxembourgish, Luxembourgian
Malaysia: Malaysian
Mali: Malian
Malta: Maltese
Mexico: Mexican
Moldova: Moldovan
Mongolia: Mongolian
Montenegro: Montenegrin
Morocco: Moroccan
Mozambique: Mozambican
Myanmar: Burmese; Burma
Namibia: Namibian
Nepal: Nepalese, Nepali
the Netherlands: Dutch; Netherlands
New Zealand: New Zealand, New Zealander
Nicaragua: Nicaraguan
Nigeria: Nigerian
North Korea: North Korean
North Macedonia: Macedonian
Northern Ireland: Northern Irish
Norway: Norwegian
Pakistan: Pakistani; Punjab Pakistan, Sindh
Palestine: Palestinian
Panama: Panamanian
Papua New Guinea: Papua New Guinean
Paraguay: Paraguayan
Peru: Peruvian
the Philippines: Filipino, Philippine; Philippines
Poland: Polish; Warsaw
Portugal: Portuguese
Puerto Rico: Puerto Rican
Qatar: Qatari
Romania: Romanian
Russia: Russian; Moscow
Rwanda: Rwandan
Saudi Arabia: Saudi, Saudi Arabian
Scotland: Scottish
Senegal: Senegalese
Serbia: Serbian
Sierra Leone: Sierra Leonean
Singapore: Singaporean
Slovakia: Slovak
Slovenia: Slovenian, Slovene
Somalia: Somali
South Africa: South African
South Korea: South Korean
the Soviet Union: Soviet; Soviet Union, USSR
Spain: Spanish; Catalonia, Madrid
Sri Lanka: Sri Lankan
Sudan: Sudanese
Sweden: Swedish; Stockholm
Switzerland: Swiss
Syria: Syrian
Taiwan: Taiwanese
Tajikistan: Tajik
Tanzania: Tanzanian
Thailand: Thai
Tunisia: Tunisian
Turkey: Turkish; Istanbul
Uganda: Ugandan
Ukraine: Ukrainian
the United Arab Emirates: Emirati; United Arab Emirates
the United Kingdom: British; United Kingdom, UK, Great Britain, Britain
the United States: American; United States, United States of America, USA, U.S., US, U.S.A., Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, Washington, West Virginia, Wisconsin, Wyoming
Uruguay: Uruguayan
Uzbekistan: Uzbek
Venezuela: Venezuelan
Vietnam: Vietnamese
Wales: Welsh
Yemen: Yemeni
Yugoslavia: Yugoslav, Yugoslavian
Zambia: Zambian
Zimbabwe: Zimbabwean
"""  # noqa: E501  (a country a line)
# states that were or are one: whether two of a group are the same country is a matter of time
_RELATED = """
the United Kingdom, England, Scotland, Wales, Northern Ireland
Ireland, Northern Ireland, the United Kingdom
the Soviet Union, Russia, Ukraine, Belarus, Georgia, Armenia, Azerbaijan, Kazakhstan, Kyrgyzstan, Latvia, Lithuania, Estonia, Moldova, Tajikistan, Uzbekistan
Yugoslavia, Serbia, Croatia, Slovenia, Bosnia and Herzegovina, Montenegro, North Macedonia, Kosovo
Czechoslovakia, the Czech Republic, Slovakia
Germany, East Germany
China, Hong Kong, Taiwan
the United States, Puerto Rico
"""  # noqa: E501
_ALONE = {"Georgia"}  # the noun is also a state of the United States


def _lists(side: str) -> list[str]:
    return [name.strip() for name in side.split(",") if name.strip()]


def _tables() -> tuple[dict[str, str], dict[str, str]]:
    adjectives: dict[str, str] = {}
    places: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        name, _, rest = line.partition(":")
        of, _, parts = rest.partition(";")
        adjectives |= dict.fromkeys(_lists(of), name)
        places |= dict.fromkeys(_lists(parts), name)
        if name not in _ALONE:
            places[name.removeprefix("the ")] = name
    return adjectives, places


ADJECTIVES, PLACES = _tables()
"""German: Germany, and Missouri: the United States."""
_GROUPS = [frozenset(_lists(line)) for line in _RELATED.strip().splitlines()]


def related(one: str, other: str) -> bool:
    """Tell whether two countries may count as one at some time."""
    return one == other or any(one in group and other in group for group in _GROUPS)

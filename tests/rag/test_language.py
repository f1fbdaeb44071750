"""Whether a question is in another language than what was found for it."""

import pytest

from rag.language import other_language

ENGLISH = "The exercise began on Monday, and the general said that it would last for two weeks."
TEXTS = {
    "English": ENGLISH,
    "German": "Die Übung begann am Montag, und der General sagte, dass sie zwei Wochen dauert.",
    "French": "L'exercice a débuté lundi et le général a dit qu'il dure deux semaines avec pause.",
    "Spanish": "El ejercicio empezó el lunes y el general dijo que iba a durar dos semanas.",
    "Italian": "L'esercitazione è iniziata lunedì e il generale ha detto che durerà due settimane.",
    "Dutch": "De oefening begon op maandag en de generaal zei dat het twee weken zou duren.",
}
QUESTIONS = {
    "German": """
        Wer ist der Verteidigungsminister?
        Wann beginnt die Übung in Brest?
        Wie viele Soldaten nehmen teil?
        Wo liegt Qingtongxia?
        Was kostet das Abo im Jahr?
        Welche Städte werden genannt?
        Gibt es eine Kündigungsfrist?
        Nenne alle Teilnehmer der Konferenz.
        Worum geht es in dem Bericht?
        Ist Brest eine polnische Stadt?
        was wurde über Japan gesagt
        Wem gehört das Lagerhaus?
        Wie hoch ist der Turm?
        """,
    "French": """
        Qui est le ministre de la Défense ?
        Quand commence l'exercice à Brest ?
        Combien de soldats participent ?
        Où se trouve Qingtongxia ?
        Quelles villes sont citées ?
        Pourquoi la réunion a-t-elle été annulée ?
        Date de l'exercice de Brest ?
        Qu'a dit le Japon ?
        Citez tous les participants.
        qui commande les troupes
        À qui appartient l'entrepôt ?
        Peut-on se garer dans la cour ?
        """,
    "Spanish": """
        ¿Quién es el ministro de Defensa?
        ¿Cuándo empieza el ejercicio en Brest?
        ¿Cuántos soldados participan?
        ¿Dónde está Qingtongxia?
        Fecha del ejercicio de Brest
        Quien manda las tropas
        Nombra a todos los participantes.
        que dijo Japon sobre la isla
        ¿Se admiten animales?
        De quien es el almacen
        Cuanto mide la torre
        donde fue la ultima reunion
        """,
    "Italian": """
        Chi è il ministro della Difesa?
        Quando inizia l'esercitazione a Brest?
        Quanti soldati partecipano?
        Dove si trova Qingtongxia?
        Perché la riunione è stata annullata?
        Data dell'esercitazione di Brest
        C'è un termine di disdetta?
        Chi comanda le truppe
        Elenca tutti i partecipanti.
        Come si chiama la base?
        Con quale treno il gruppo è andato a Graz?
        Quanto è alta la torre?
        """,
    "Dutch": """
        Wie is de minister van Defensie?
        Wanneer begint de oefening in Brest?
        Hoeveel soldaten doen er mee?
        Waar ligt Qingtongxia?
        Welke steden worden genoemd?
        Datum van de oefening bij Brest
        Noem alle deelnemers.
        Is Brest een Poolse stad?
        Hoe heet de basis?
        wie voert het bevel over de troepen
        Sinds wanneer werkt mevrouw Lindner hier?
        Ging het bestuur akkoord?
        """,
    "English": """
        Who is the minister of defence?
        When does the exercise in Brest begin?
        How many soldiers take part?
        Where is Qingtongxia?
        Why was the meeting cancelled?
        List all participants of the meeting.
        Is Brest a Polish city?
        what is the date of the drill
        Which towns are named?
        Who commands the troops?
        Who wrote "Wer hat Angst vor Virginia Woolf" for the stage?
        What is the height of the tower?
        """,
}
TOLD = {
    "German": (
        "Ihre Frage ist auf Deutsch, die gefundenen Stellen sind auf Englisch; "
        "Footnote findet mehr, wenn Sie auf Englisch fragen."
    ),
    "French": (
        "Votre question est en français, les passages trouvés sont en anglais\u00a0; "
        "Footnote trouve davantage si vous la posez en anglais."
    ),
    "Spanish": (
        "Su pregunta está en español y los pasajes encontrados están en inglés; "
        "Footnote encuentra más si pregunta en inglés."
    ),
    "Italian": (
        "La domanda è in italiano, i passaggi trovati sono in inglese; "
        "Footnote trova di più se la domanda è in inglese."
    ),
    "Dutch": (
        "Uw vraag is in het Nederlands, de gevonden passages zijn in het Engels; "
        "Footnote vindt meer als u uw vraag in het Engels stelt."
    ),
}
# English, or too little to tell: foreign names and titles, words that are English as well
UNSURE = """
    Who is Liu Zhenli?
    Brest drill date?
    Who wrote Die Welt's piece on La Paz?
    Le Monde circulation 2019?
    What was Der Spiegel's view of El Salvador?
    San Juan de la Cruz birthplace
    Le Tour de France route
    Chi Haotian rank?
    Che Guevara's death
    Cosa Nostra boss
    Wer Holding AG shares
    Who founded Les Républicains and La République En Marche?
    Strauß birthplace
    Van der Waals force definition
    Germans die in war?
    wat is teh captial
    who fights over Takeshima
    Los del Río hit
    Who sang “Non, je ne regrette rien”?
    “Wer ist der Mann auf der Brücke” author
    De facto and de jure difference?
    Who gave 李 the letter?
    Kündigungsfrist
    ?
    """


def lines(text):
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    ("language", "question"), [(name, q) for name in TOLD for q in lines(QUESTIONS[name])]
)
def test_a_question_in_another_language_is_told_in_it(language, question):
    assert other_language(question, [ENGLISH, "Brest, 2024"]) == TOLD[language]


@pytest.mark.parametrize("question", [*lines(QUESTIONS["English"]), *lines(UNSURE)])
def test_nothing_is_said_of_english_questions_on_english_passages(question):
    assert other_language(question, [ENGLISH]) == ""


@pytest.mark.parametrize("language", QUESTIONS)
def test_nothing_is_said_where_question_and_passages_are_of_one_language(language):
    for question in lines(QUESTIONS[language]):
        assert other_language(question, [TEXTS[language]]) == "", question


@pytest.mark.parametrize("language", TOLD)
def test_an_english_question_is_told_the_language_of_the_passages(language):
    for question in lines(QUESTIONS["English"]):
        assert other_language(question, [TEXTS[language]]) == (
            f"Your question is in English, the passages found are in {language}; "
            f"Footnote finds more if you ask in {language}."
        )


def test_two_other_languages():
    told = other_language("Wie viele Soldaten nehmen teil?", [TEXTS["French"]])
    assert told == (
        "Ihre Frage ist auf Deutsch, die gefundenen Stellen sind auf Französisch; "
        "Footnote findet mehr, wenn Sie auf Französisch fragen."
    )


def test_portuguese_is_no_spanish():
    told = other_language("Quem é o ministro da Defesa?", [ENGLISH])
    assert told.startswith("Your question is in Portuguese, the passages found are in English;")


@pytest.mark.parametrize("question", ["Кто министр обороны?", "国防部长是谁?", "Ποιος είναι ο Wu;"])
def test_another_script_is_no_english(question):
    assert other_language(question, [ENGLISH]) == (
        "Your question is not in English, the language of the passages found; "
        "Footnote finds more if you ask in English."
    )


@pytest.mark.parametrize(
    "texts", [(), ("", "2024 | 47 | 12.5"), ("Brest 2024",), (ENGLISH, TEXTS["German"])]
)
def test_nothing_is_said_where_the_passages_are_of_no_one_language(texts):
    assert other_language("Wer ist der Minister?", texts) == ""
    assert other_language("Кто министр обороны?", texts) == ""

"""The words of the report's page."""

from openbitmap.node.console.words import Words

WORDS: Words = {
    "title": {"en": "Report", "es": "Informe", "pt": "Relatório"},
    "of_case": {"en": "of case {case}", "es": "del caso {case}", "pt": "do caso {case}"},
    "next": {
        "en": "Issue it in the language and on the paper of the court. It is signed, kept, and stated in the ledger.",
        "es": "Emítalo en el idioma y el papel del tribunal. Queda firmado, guardado y en el libro de registro.",
    },
    "language": {"en": "Language", "es": "Idioma", "pt": "Idioma"},
    "paper": {"en": "Paper", "es": "Papel", "pt": "Papel"},
    "a4": {"en": "A4", "es": "A4"},
    "letter": {"en": "Letter", "es": "Carta"},
    "issue": {"en": "Issue the report", "es": "Emitir el informe", "pt": "Emitir o relatório"},
    "told": {
        "en": "What leaves here can be copied by whoever holds it. The ledger notes who issued it and when.",
        "es": "Lo que sale de aquí puede copiarlo quien lo tenga. El libro de registro anota quién lo emitió y cuándo.",
    },
    "issued": {"en": "Issued", "es": "Emitidos", "pt": "Emitidos"},
    "none": {"en": "No report of this case has been issued yet.", "es": "Aún no se ha emitido informe de este caso."},
    "report": {"en": "Report", "es": "Informe"},
    "time": {"en": "Issued at", "es": "Emitido"},
    "by": {"en": "By", "es": "Por"},
    "files": {"en": "Files", "es": "Archivos"},
    "pdf": {"en": "PDF, signed", "es": "PDF firmado"},
    "json": {"en": "Data, signed", "es": "Datos firmados"},
    "same": {
        "en": "Nothing it says has changed: this is the issue from before.",
        "es": "Nada de lo que dice ha cambiado: es la misma emisión de antes.",
    },
    "verify": {
        "en": "Anybody can check a file with openbitmap report verify; the PDF says how on its last pages.",
        "es": "Cualquiera puede comprobar un archivo con openbitmap report verify; el PDF explica cómo en sus últimas"
        " páginas.",
    },
    "withdrawn": {
        "en": "This identification was withdrawn after the case was decided; the report says so.",
        "es": "Esta identificación se retiró después de resolverse el caso; el informe lo dice.",
    },
    "overruled": {
        "en": "People have since found a candidate excluded here to be this person; the report says so.",
        "es": "Después se determinó que un candidato aquí excluido es esta persona; el informe lo dice.",
    },
    "asked": {"en": "Asked", "es": "Pregunta"},
    "asked_text": {
        "en": "{encounter} against {count} candidates",
        "es": "{encounter} frente a {count} candidatos",
    },
    "asked_one": {"en": "{encounter} against one candidate", "es": "{encounter} frente a un candidato"},
    "submission": {"en": "Submission", "es": "Envío"},
    "examiner": {"en": "Examiner", "es": "Perito"},
    "conclusion": {"en": "Conclusion", "es": "Conclusión"},
    "reason": {"en": "Reason", "es": "Fundamento"},
    "given": {"en": "Time", "es": "Hora"},
    "examiners": {"en": "The examiners' conclusions", "es": "Las conclusiones de los peritos"},
    "to_case": {"en": "To the case", "es": "Al caso"},
    "open_files": {"en": "open the newest PDF", "es": "abrir el PDF más reciente"},
}

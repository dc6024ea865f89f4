"""The words of the printed report in English and Spanish, written for a reader who is no examiner."""

Words = dict[str, str]

REPORT: dict[str, Words] = {
    "title": {"en": "Report of a fingerprint comparison", "es": "Informe pericial de cotejo dactiloscópico"},
    "subtitle": {
        "en": "Case {case} of node {node}<br/>Report {report}, issued on {issued} by {by}",
        "es": "Caso {case} del nodo {node}<br/>Informe {report}, emitido el {issued} por {by}",
    },
    "edge": {"en": "OpenBITMAP node {node}", "es": "OpenBITMAP, nodo {node}"},
    "edge_right": {"en": "Case {case} · report {report}", "es": "Caso {case} · informe {report}"},
    "page": {"en": "page {page} of {pages}", "es": "página {page} de {pages}"},
    "foot": {"en": "SHA-256 of the content {digest}", "es": "SHA-256 del contenido {digest}"},
    "withdrawn": {
        "en": "This identification was withdrawn after the case was decided. It no longer stands; the report records"
        " what was concluded then.",
        "es": "Esta identificación fue retirada después de resolverse el caso. Ya no rige; el informe deja"
        " constancia de lo que entonces se concluyó.",
    },
    "overruled": {
        "en": "After the case was decided, people found a candidate excluded here to be this person. The conclusion no"
        " longer stands; the report records what was concluded then.",
        "es": "Después de resolverse el caso se determinó que un candidato aquí excluido es esta persona. La conclusión"
        " ya no rige; el informe deja constancia de lo que entonces se concluyó.",
    },
    "signed": {
        "en": "Signed electronically by node {node}. SHA-256 of the certificate: {certificate}. Section 10 says how to"
        " check it.",
        "es": "Firmado electrónicamente por el nodo {node}. SHA-256 del certificado: {certificate}. La sección 10"
        " explica cómo comprobarlo.",
    },
    "h_asked": {"en": "1. What was asked", "es": "1. Qué se preguntó"},
    "asked": {
        "en": "Whether the prints of encounter {encounter} (below: the probe) come from the same person as the"
        " prints of any of {candidates}.",
        "es": "Si las huellas del encuentro {encounter} (en adelante, la muestra dubitada) provienen de la misma"
        " persona que las de alguno de {candidates}.",
    },
    "candidates_one": {"en": "one earlier encounter", "es": "un encuentro anterior"},
    "candidates_many": {"en": "{count} earlier encounters", "es": "{count} encuentros anteriores"},
    "came": {
        "en": "They arrived on {received} in a file of type {tot}, number {number} of the sender (submission"
        " {submission}).",
        "es": "Llegaron el {received} en un archivo de tipo {tot}, número {number} del remitente (envío {submission}).",
    },
    "searched": {
        "en": "The candidates were named by a machine search among {people} people, set so that 1 search in {one_in} of"
        " somebody who is not among them shows any candidate. The machine named; it did not decide.",
        "es": "Los candidatos los propuso una búsqueda automática entre {people} personas, ajustada para que 1 de cada"
        " {one_in} búsquedas de alguien que no figura entre ellas muestre algún candidato. La máquina propuso; no"
        " decidió.",
    },
    "no_names": {
        "en": "Names and documents were not part of the comparison, and the examiners did not see them.",
        "es": "Los nombres y documentos no formaron parte del cotejo, y los peritos no los vieron.",
    },
    "h_compared": {"en": "2. What was compared", "es": "2. Qué se comparó"},
    "compared": {
        "en": "Each exhibit is a picture as the node received it, pixel for pixel. The digests let anybody check"
        " that no pixel was changed.",
        "es": "Cada pieza es una imagen tal como la recibió el nodo, píxel por píxel. Los resúmenes permiten"
        " comprobar que no se alteró ningún píxel.",
    },
    "nothing_compared": {
        "en": "The node holds no picture of these prints any more, or never held one: the encounters came as templates,"
        " or their pictures were erased as the law demands.",
        "es": "El nodo ya no conserva imágenes de estas huellas, o nunca las tuvo: los encuentros llegaron como"
        " plantillas, o sus imágenes se borraron como manda la ley.",
    },
    "h_opinions": {"en": "3. What each examiner concluded", "es": "3. Qué concluyó cada perito"},
    "marks_locked": {"en": "{marks} marks locked<br/>{time}", "es": "{marks} marcas cerradas<br/>{time}"},
    "superseded": {"en": "replaced by no. {number}", "es": "reemplazada por la n.º {number}"},
    "looked_at_one": {"en": "Looked at one picture.", "es": "Examinó una imagen."},
    "looked_at_many": {"en": "Looked at {count} pictures.", "es": "Examinó {count} imágenes."},
    "compared_two": {
        "en": "The examiners could look at every picture of probe and candidates. They stored no paired marks, so"
        " this report shows the two fingers of best quality. Each exhibit is a picture as the node received it,"
        " pixel for pixel.",
        "es": "Los peritos podían ver todas las imágenes de la dubitada y de los candidatos. No registraron marcas"
        " apareadas, por lo que este informe muestra los dos dedos de mejor calidad. Cada pieza es una imagen tal"
        " como la recibió el nodo, píxel por píxel.",
    },
    "concluded_at": {"en": "concluded<br/>{time}", "es": "concluyó<br/>{time}"},
    "h_meaning": {
        "en": "4. What the conclusion means, and its limits",
        "es": "4. Qué significa la conclusión, y sus límites",
    },
    "h_errors": {"en": "5. Known errors of these examiners", "es": "5. Errores conocidos de estos peritos"},
    "errors": {
        "en": "Comparisons of known outcome are mixed into the examiners' work without being told apart. Below is how"
        " each of them did; the interval holds the true rate with 95 % confidence (Wilson).",
        "es": "En el trabajo de los peritos se intercalan cotejos de resultado conocido, sin que puedan distinguirlos."
        " Abajo consta cómo le fue a cada uno; el intervalo contiene la tasa real con una confianza del 95 %"
        " (Wilson).",
    },
    "no_errors": {
        "en": "No comparison of known outcome has been given to these examiners yet, so this node cannot state their"
        " error rates. That is a gap in the evidence, not evidence of faultless work.",
        "es": "Estos peritos aún no han recibido cotejos de resultado conocido, por lo que este nodo no puede"
        " indicar sus tasas de error. Es un vacío en la prueba, no una prueba de trabajo sin errores.",
    },
    "h_originals": {"en": "6. The prints at their own size", "es": "6. Las huellas a su tamaño"},
    "originals": {
        "en": "Printed without scaling, the ruler measures ten millimetres.",
        "es": "Impresa sin escalar, la regla mide diez milímetros.",
    },
    "exhibit": {"en": "Exhibit {number} · {whose} · {finger}", "es": "Pieza {number} · {whose} · {finger}"},
    "probe": {"en": "probe", "es": "dubitada"},
    "candidate": {"en": "candidate {letter}", "es": "candidato {letter}"},
    "ruler": {"en": "10 mm", "es": "10 mm"},
    "h_charts": {"en": "7. Charted enlargements", "es": "7. Ampliaciones con puntos marcados"},
    "charts": {
        "en": "The same number stands beside features that the examiner holds to be the same. A tick shows the"
        " direction of the ridge; a cross is a mark without a counterpart.",
        "es": "El mismo número figura junto a los puntos que el perito considera iguales. El trazo indica la"
        " dirección de la cresta; una cruz es una marca sin correspondencia.",
    },
    "no_charts": {
        "en": "The examiners stored no paired marks for this case. The prints are shown enlarged without marks.",
        "es": "Los peritos no registraron marcas apareadas en este caso. Las huellas se muestran ampliadas, sin"
        " marcas.",
    },
    "chart": {
        "en": "Chart of {examiner}: {finger}, candidate {letter}, {pairs}",
        "es": "Ampliación de {examiner}: {finger}, candidato {letter}, {pairs}",
    },
    "pairs_one": {"en": "one pair", "es": "un par"},
    "pairs_many": {"en": "{count} pairs", "es": "{count} pares"},
    "caption": {
        "en": "5 mm, enlarged {times} times. The same enlargement on both sides.",
        "es": "5 mm, ampliado {times} veces. La misma ampliación en ambos lados.",
    },
    "h_pairs": {"en": "8. Marks and pairs", "es": "8. Marcas y pares"},
    "pairs": {
        "en": "Places in millimetres from the upper left corner of the exhibit; directions in degrees, clockwise"
        " from the right. Marks with * were put on the probe after the candidate had been seen.",
        "es": "Posiciones en milímetros desde la esquina superior izquierda de la pieza; direcciones en grados, en"
        " sentido horario desde la derecha. Las marcas con * se pusieron en la dubitada después de ver al candidato.",
    },
    "unpaired": {
        "en": "Marks without a counterpart: {probe} on the probe, {candidate} on the candidate.",
        "es": "Marcas sin correspondencia: {probe} en la dubitada, {candidate} en el candidato.",
    },
    "h_custody": {"en": "9. Versions and chain of custody", "es": "9. Versiones y cadena de custodia"},
    "versions": {
        "en": "Software {software}; extraction {extraction}; matcher {matcher}.",
        "es": "Programa {software}; extracción {extraction}; comparador {matcher}.",
    },
    "none": {"en": "none", "es": "ninguno"},
    "custody": {
        "en": "Every fact about the receipt, the search and the judgement of these prints, as the node's ledger holds"
        " it. Times are UTC.",
        "es": "Cada hecho sobre la recepción, la búsqueda y el dictamen de estas huellas, tal como consta en el"
        " registro inalterable del nodo. Las horas son UTC.",
    },
    "h_proof": {"en": "10. How to check this report", "es": "10. Cómo comprobar este informe"},
    "proof": {
        "en": "When this report was issued, the ledger had {entries} entries and ended at the hash <font"
        " name='ReportMono' size='8'>{head}</font>; the root over the hashes of all entries was <font"
        " name='ReportMono' size='8'>{root}</font>. The attached file report.json holds, for each entry of section"
        " 9, its full text, the hash before it, and its path to that root.",
        "es": "Al emitirse este informe, el registro tenía {entries} asientos y terminaba en el hash"
        " <font name='ReportMono' size='8'>{head}</font>; la raíz sobre los hashes de todos los asientos era"
        " <font name='ReportMono' size='8'>{root}</font>. El archivo adjunto report.json contiene, para cada asiento de"
        " la sección 9, su texto íntegro, el hash anterior y su camino hasta esa raíz.",
    },
    "check_reader": {
        "en": "In any PDF reader, open the signature panel: it says whether the file was changed. The certificate"
        " is the node's own, so compare its SHA-256 with the one that the authority running the node publishes.",
        "es": "En cualquier lector de PDF, abra el panel de firmas: indica si el archivo fue modificado. El"
        " certificado es del propio nodo; compare su SHA-256 con el que publica la autoridad que lo opera.",
    },
    "check_command": {
        "en": "With the free program, and without any network: <font name='ReportMono' size='8'>openbitmap report"
        " verify FILE.pdf</font> checks signature, content, pictures and ledger proof, and names what fails.",
        "es": "Con el programa libre, y sin red alguna: <font name='ReportMono' size='8'>openbitmap report verify"
        " ARCHIVO.pdf</font> comprueba firma, contenido, imágenes y prueba del registro, y nombra lo que falla.",
    },
    "check_hand": {
        "en": "By hand: the hash of an entry is SHA-256 over the 32 bytes of the hash before it, followed by the"
        " entry's text in UTF-8.",
        "es": "A mano: el hash de un asiento es SHA-256 sobre los 32 bytes del hash anterior, seguidos del texto del"
        " asiento en UTF-8.",
    },
    "check_ledger": {
        "en": "Either party's auditor who holds a copy of the ledger repeats head and root over all entries: add"
        " <font name='ReportMono' size='8'>--ledger</font> to the command.",
        "es": "El auditor de cualquiera de las partes que tenga copia del registro recalcula cabeza y raíz sobre"
        " todos los asientos: agregue <font name='ReportMono' size='8'>--ledger</font> al comando.",
    },
    "not_listed": {
        "en": "Only entries about the prints and their judgement are listed. Whether the ledger holds other entries"
        " about the same persons is not part of this report.",
        "es": "Solo se listan los asientos sobre las huellas y su dictamen. Si el registro tiene otros asientos"
        " sobre las mismas personas no es materia de este informe.",
    },
    "h_glossary": {"en": "11. Words", "es": "11. Términos"},
}

COLUMNS: dict[str, Words] = {
    "exhibit": {"en": "Exhibit", "es": "Pieza"},
    "whose": {"en": "Of, finger; encounter, picture", "es": "De, dedo; encuentro, imagen"},
    "pixels": {"en": "Pixels, ppi", "es": "Píxeles, ppp"},
    "picture": {"en": "SHA-256 of the picture", "es": "SHA-256 de la imagen"},
    "source": {"en": "SHA-256 of the file it came in", "es": "SHA-256 del archivo de origen"},
    "examiner": {"en": "Examiner", "es": "Perito"},
    "conclusion": {"en": "Conclusion", "es": "Conclusión"},
    "reason": {"en": "Reason, in the examiner's words", "es": "Fundamento, en palabras del perito"},
    "time": {"en": "Time (UTC)", "es": "Hora (UTC)"},
    "with_stranger": {
        "en": "Wrongly identified, of different people",
        "es": "Identificó mal, entre personas distintas",
    },
    "with_mate": {"en": "Wrongly excluded, of the same person", "es": "Excluyó mal, entre la misma persona"},
    "pair": {"en": "Pair", "es": "Par"},
    "on_probe": {"en": "On the probe", "es": "En la dubitada"},
    "on_candidate": {"en": "On the candidate", "es": "En el candidato"},
    "entry": {"en": "Entry", "es": "Asiento"},
    "actor": {"en": "By", "es": "Por"},
    "fact": {"en": "Fact", "es": "Hecho"},
    "hash": {"en": "Hash of the entry", "es": "Hash del asiento"},
}

FINDINGS: dict[str, Words] = {
    "identification": {"en": "Identification", "es": "Identificación"},
    "exclusion": {"en": "Exclusion", "es": "Exclusión"},
    "inconclusive": {"en": "Inconclusive", "es": "No concluyente"},
    "unsuitable": {"en": "Unsuitable for comparison", "es": "No apta para cotejo"},
}

GROUNDS: dict[str, Words] = {
    "features_agree": {"en": "Features agree", "es": "Los puntos coinciden"},
    "features_differ": {"en": "Features differ", "es": "Los puntos difieren"},
    "pattern_differs": {"en": "The pattern differs", "es": "El tipo de dibujo difiere"},
    "area_not_shared": {"en": "Too little area in common", "es": "Muy poca superficie en común"},
    "features_too_few": {"en": "Too few features", "es": "Muy pocos puntos"},
    "distorted": {"en": "Distorted", "es": "Deformada"},
    "quality_too_low": {"en": "Quality too low", "es": "Calidad insuficiente"},
    "smudged": {"en": "Smudged", "es": "Borrosa"},
    "no_ridges": {"en": "No ridges to be seen", "es": "No se ven crestas"},
    "wrong_picture": {"en": "Wrong picture", "es": "Imagen equivocada"},
    "other": {"en": "Reason in words", "es": "Fundamento en palabras"},
}

UNMARKED: dict[str, Words] = {
    "no_picture": {"en": "No marks: there was no picture.", "es": "Sin marcas: no había imagen."},
    "not_a_print": {"en": "No marks: not a print.", "es": "Sin marcas: no es una huella."},
    "nothing_to_mark": {"en": "No marks: nothing to mark.", "es": "Sin marcas: nada que marcar."},
    "worked_elsewhere": {
        "en": "No marks here: the examiner worked at another station.",
        "es": "Sin marcas aquí: el perito trabajó en otra estación.",
    },
}

OUTCOMES: dict[str, Words] = {
    "identification": {
        "en": "Conclusion: identification with candidate {letters}",
        "es": "Conclusión: identificación con el candidato {letters}",
    },
    "exclusion": {
        "en": "Conclusion: exclusion of every candidate",
        "es": "Conclusión: exclusión de todos los candidatos",
    },
    "inconclusive": {"en": "Conclusion: inconclusive", "es": "Conclusión: no concluyente"},
    "unsuitable": {
        "en": "Conclusion: the prints are unsuitable for comparison",
        "es": "Conclusión: las huellas no son aptas para cotejo",
    },
}

KINDS: dict[str, Words] = {
    "ridge_ending": {"en": "ridge ending", "es": "fin de cresta"},
    "bifurcation": {"en": "bifurcation", "es": "bifurcación"},
    "other": {"en": "other feature", "es": "otro punto"},
}

FINGERS: dict[int, Words] = {
    0: {"en": "unknown finger", "es": "dedo desconocido"},
    1: {"en": "right thumb", "es": "pulgar derecho"},
    2: {"en": "right index", "es": "índice derecho"},
    3: {"en": "right middle", "es": "medio derecho"},
    4: {"en": "right ring", "es": "anular derecho"},
    5: {"en": "right little", "es": "meñique derecho"},
    6: {"en": "left thumb", "es": "pulgar izquierdo"},
    7: {"en": "left index", "es": "índice izquierdo"},
    8: {"en": "left middle", "es": "medio izquierdo"},
    9: {"en": "left ring", "es": "anular izquierdo"},
    10: {"en": "left little", "es": "meñique izquierdo"},
    13: {"en": "right four fingers", "es": "cuatro dedos derechos"},
    14: {"en": "left four fingers", "es": "cuatro dedos izquierdos"},
    15: {"en": "both thumbs", "es": "ambos pulgares"},
}
PLACE: Words = {"en": "position {position}", "es": "posición {position}"}

FACTS: dict[str, Words] = {
    "SubmissionReceived": {"en": "file received and sealed", "es": "archivo recibido y sellado"},
    "SubmissionAccepted": {"en": "file examined and accepted", "es": "archivo examinado y aceptado"},
    "EncounterEnrolled": {"en": "prints enrolled", "es": "huellas incorporadas"},
    "SearchFinished": {"en": "search finished", "es": "búsqueda terminada"},
    "CaseOpened": {"en": "case opened for examiners", "es": "caso abierto para peritos"},
    "CaseTaken": {"en": "case taken by an examiner", "es": "caso tomado por un perito"},
    "CaseReleased": {"en": "case given back", "es": "caso devuelto"},
    "AnalysisLocked": {"en": "marks on the probe locked", "es": "marcas de la dubitada cerradas"},
    "CaseJudged": {"en": "an examiner's conclusion recorded", "es": "conclusión de un perito registrada"},
    "CaseDecided": {"en": "case decided", "es": "caso resuelto"},
}
"""Ledger entries of a report by the name of their event; any other stands under its own name."""

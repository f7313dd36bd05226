import zipfile

with zipfile.ZipFile("talk.docx", "w") as made:
    made.writestr("[Content_Types].xml", "<Types/>")
    made.writestr("word/document.xml", """<w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>INT: Who?</w:t></w:r></w:p>
<w:p><w:r><w:t>R1: An</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>na.</w:t></w:r>
<w:del><w:r><w:delText> Kim too.</w:delText></w:r></w:del></w:p></w:body></w:document>""")
    made.writestr("docProps/core.xml", "<p><creator>Lea Roth</creator></p>")
    made.writestr("word/media/image1.png", b"\x89PNG\0Lea Roth")

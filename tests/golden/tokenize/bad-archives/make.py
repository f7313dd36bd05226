# SPDX-License-Identifier: GPL-2.0-or-later
"""Word files that are damaged, locked or made to do harm; half a gzip."""
import gzip
import zipfile

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
TALK = ('<w:p><w:r><w:t>INT: One?</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>R1: Two.</w:t></w:r></w:p>')


def docx(name, body=TALK, member='word/document.xml', before=(), head=''):
    with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as file:
        for other in before:
            file.writestr(other, 'x')
        file.writestr(member, '<?xml version="1.0"?>%s<w:document xmlns:w="%s">'
                      '<w:body>%s</w:body></w:document>' % (head, W, body))


def written(name, body):
    with open(name, 'wb') as file:
        file.write(body)


docx('good.docx')
with open('good.docx', 'rb') as good:
    whole = good.read()
written('half.docx', whole[:len(whole) // 2])
written('hurt.docx', whole[:60] + b'x' * 20 + whole[80:])
# The flag "encrypted" of the member, at its front and in the directory.
locked = bytearray(whole)
locked[6] |= 1
locked[whole.index(b'PK\x01\x02') + 8] |= 1
written('locked.docx', locked)
docx('bomb.docx', '<w:p><w:r><w:t>%s</w:t></w:r></w:p>' % (' ' * 100000000))
docx('path.docx', before=['../../escape.txt', '/tmp/escape.txt'])
docx('only-path.docx', member='../word/document.xml')
docx('twice.docx', before=['word/document.xml'])
docx('deep.docx', '<w:p>' * 100000 + '</w:p>' * 100000)
words = '<w:p><w:r><w:t>&b;</w:t></w:r></w:p>'
docx('laughs.docx', words, head='<!DOCTYPE w:document [<!ENTITY a "ha ha ">'
     '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>')
docx('outside.docx', words, head='<!DOCTYPE w:document [<!ENTITY b SYSTEM '
     '"file:///etc/passwd">]>')
packed = gzip.compress(b'INT: One?\nR1: ' + bytes(range(32, 127)) * 20, mtime=0)
written('half.txt.gz', packed[:len(packed) // 2])
written('more.txt.gz', packed + b'more')

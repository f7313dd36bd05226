# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes interviews of stage 1 in another format, and the participants table
that goes with it:

    formats.py STAGE FOLDER FORMAT
    formats.py --turns STAGE             the turns as tab separated lines
    formats.py --offsets STREAM FILE...  every span against the decoded file

FORMAT is one of those below, or `mixed`: each interview in its own. Reads the
transcripts with rules of its own, not with those of tokenize: a turn begins
with a label of the participants table.
"""
import csv
import gzip
import html
import io
import os
import re
import subprocess
import sys
import zipfile

TIME = re.compile(r'[\[(]\d\d:\d\d:\d\d[\])]')
CUE_WORDS = 9


class Interview:
    """Header lines and turns (speaker, words with their line ends)."""

    def __init__(self, path, row):
        with open(path, encoding='utf-8-sig', newline=None) as file:
            text = file.read()
        head, body = text.split('\n\n', 1)
        self.row = dict(row)
        self.header = head.split('\n')
        self.notes = row['kind'] == 'notes'
        self.turns = []
        if self.notes:
            self.paragraphs = re.split(r'\n\n+|\n(?=- )', body.strip('\n'))
            return
        labels = [row['interviewer'], row['label']]
        lines = []
        for line in body.split('\n'):
            label = next((l for l in labels if line.startswith(l + ':')), None)
            if label:
                words = line[len(label) + 1:].strip(' ')
                words = TIME.sub('', words, 1) if TIME.match(words) else words
                lines = [words.strip(' ')]
                self.turns.append((labels.index(label), lines))
            elif not TIME.fullmatch(line):
                lines.append(line)
        self.turns = [(who, '\n'.join(l for l in lines if l))
                      for who, lines in self.turns]


def joined(words):
    """A paragraph on one line; a hyphen at a line end stays at one."""
    return re.sub(r'(?<!-)\n', ' ', words)


def clock(seconds):
    return '%02d:%02d:%02d' % (seconds // 3600, seconds // 60 % 60,
                               seconds % 60)


def timed(interview):
    """The turns with a time each, half a minute apart."""
    for i, (who, words) in enumerate(interview.turns):
        yield 30 * (i + 1), who, words


def plain(interview, turn, between='\n\n'):
    """A text: the header, an empty line, each turn as turn() writes it."""
    if interview.notes:
        body = ['\n\n'.join(interview.paragraphs)]
    else:
        body = [turn(*item) for item in timed(interview)]
    return '\n'.join(interview.header) + '\n\n' + between.join(body) + '\n'


# Text in several styles of labels: function, ending, the two labels.
def colon(interview):
    return plain(interview, lambda at, who, words:
                 ['Interviewer', 'Respondent'][who] + ': ' + words)


def close(interview):
    return plain(interview, lambda at, who, words: 'QA'[who] + ': ' +
                 joined(words), '\n')


def tabs(interview):
    return plain(interview, lambda at, who, words:
                 ['INT', 'R1'][who] + '\t' + joined(words), '\n')


def stamped(interview):
    return plain(interview, lambda at, who, words: '[%s] %s: %s' % (
        clock(at)[3:], ['INT', 'Mary'][who], joined(words)))


def otter(interview):
    return plain(interview, lambda at, who, words: 'Speaker %d  %d:%02d\n%s' % (
        who + 1, at // 60, at % 60, joined(words)))


def zoom(interview):
    return plain(interview, lambda at, who, words: '[%s] %s\n%s' % (
        ['Ruth Bell', 'Jo Finch'][who], clock(40000 + at), joined(words)))


def whisper(interview):
    return plain(interview, lambda at, who, words: '[SPEAKER_0%d]: %s' % (
        who, joined(words)), '\n')


def numbered(interview):
    count = [0]

    def turn(at, who, words):
        count[0] += 1
        return '%d    %s: %s' % (count[0], ['Dan', 'Participant'][who],
                                 joined(words))
    return plain(interview, turn)


def upper(interview):
    return plain(interview, lambda at, who, words:
                 ['INTERVIEWER', 'Mary'][who] + ': ' + words, '\n')


def heading(interview):
    return plain(interview, lambda at, who, words: '### %s\n\n%s' % (
        ['Interviewer', 'Respondent'][who], words))


def bold(interview):
    return plain(interview, lambda at, who, words: '**%s:** %s' % (
        ['Interviewer', 'Respondent'][who], words))


# Captions: cues of a few words; lines end in them where they like.
def cues(interview):
    for at, who, words in timed(interview):
        pieces = re.split('[ \n]+', words.replace('-\n', '-\0'))
        pieces = [p for piece in pieces for p in
                  re.split('(?<=\0)', piece) if p]
        count = -(-len(pieces) // CUE_WORDS)
        for k in range(count):
            cue = pieces[k * CUE_WORDS:(k + 1) * CUE_WORDS]
            half = len(cue) // 2 + 1
            text = ' '.join(cue[:half])
            if cue[half:]:
                text += '\n' + ' '.join(cue[half:])
            text = text.replace('\0 ', '\n').replace('\0', '')
            yield at + 29 * k / count, at + 29 * (k + 1) / count, who, k, text


def moment(seconds, point):
    return '%s%s%03d' % (clock(int(seconds)), point,
                         int(seconds * 1000) % 1000)


def vtt(interview, voices=False):
    out = ['WEBVTT', '', 'NOTE'] + interview.header + ['']
    for start, end, who, k, text in cues(interview):
        text = html.escape(text, quote=False)
        if voices:
            text = '<v %s>%s</v>' % (['Bell, Ruth', 'Jo Finch'][who], text)
        elif k == 0:
            text = ['Interviewer', 'Respondent'][who] + ': ' + text
        out += [moment(start, '.') + ' --> ' + moment(end, '.'), text, '']
    return '\n'.join(out)


def teams(interview):
    return vtt(interview, voices=True)


def srt(interview):
    out = []
    for number, (start, end, who, k, text) in enumerate(cues(interview), 1):
        if k == 0:
            text = ['INT', 'R1'][who] + ': ' + text
        out += [str(number), moment(start, ',') + ' --> ' + moment(end, ','),
                text, '']
    return '\r\n'.join(out)


# Pages and office files. Lines of a paragraph become line breaks where a
# hyphen ends one.
def paragraphs(interview):
    """Header, then an empty paragraph, then label and words of each turn."""
    out = list(interview.header) + ['']
    if interview.notes:
        return out + [joined(p) for p in interview.paragraphs]
    return out + [['Interviewer', 'Respondent'][who] + ': ' + joined(words)
                  for who, words in interview.turns]


def web_text(text):
    return html.escape(text, quote=False).replace('\n', '<br>')


def page(interview):
    body = '\n'.join('<p>%s</p>' % web_text(p) for p in paragraphs(interview)
                     if p)
    head = '<br>\n'.join(map(web_text, interview.header))
    body = body.split('</p>\n', len(interview.header))[-1]
    return ('<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>trust'
            '</title><style>p { color: trust }</style></head>\n<body><p>%s</p>'
            '\n<!-- trust --><p><del>trust</del></p>%s</body></html>\n' % (head, body))


def page_table(interview):
    head = ''.join('<p>%s</p>\n' % web_text(h) for h in interview.header)
    rows = ''.join('<tr><td>%s</td><td>%s</td></tr>\n' % (
        ['INT', 'R1'][who], web_text(joined(words)))
        for who, words in interview.turns)
    return ('<html><body>%s<table>\n%s</table></body></html>\n' % (head, rows))


W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'


def word_paragraph(text, gone=''):
    """Two runs, as Word cuts them."""
    def run(words):
        words = html.escape(words, quote=False)
        words = words.replace('\n', '</w:t><w:br/><w:t xml:space="preserve">')
        return '<w:r><w:t xml:space="preserve">%s</w:t></w:r>' % words
    half = len(text) // 2
    return '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>' \
        '</w:pPr>%s%s%s</w:p>' % (run(text[:half]), gone, run(text[half:]))


def revised(text):
    """A paragraph with words that were deleted and are still in the file."""
    return word_paragraph(
        text, '<w:del w:id="1" w:author="x"><w:r><w:delText>trust and openness'
        '</w:delText></w:r></w:del>')


def word(body):
    parts = {
        '[Content_Types].xml':
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application'
            '/vnd.openxmlformats-package.relationships+xml"/><Default '
            'Extension="xml" ContentType="application/xml"/><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.wordprocessingml.document.main+xml"'
            '/></Types>',
        '_rels/.rels':
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
            '2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml':
            '<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="%s">'
            '<w:body>%s</w:body></w:document>' % (W, body)}
    return archive(parts)


def archive(parts):
    """A zip of the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as file:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == 'mimetype' \
                else zipfile.ZIP_DEFLATED
            file.writestr(entry, text)
    return out.getvalue()


def docx(interview):
    return word(''.join(map(revised, paragraphs(interview))))


def docx_table(interview):
    head = ''.join(map(word_paragraph, interview.header + ['']))
    rows = ''.join('<w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr>' % (
        word_paragraph(['INT', 'R1'][who]), word_paragraph(joined(words)))
        for who, words in interview.turns)
    return word(head + '<w:tbl>%s</w:tbl>' % rows)


def open_document(body):
    urn = 'urn:oasis:names:tc:opendocument:xmlns:%s:1.0'
    kind = 'application/vnd.oasis.opendocument.text'
    return archive({
        'mimetype': kind,
        'META-INF/manifest.xml':
            '<manifest:manifest xmlns:manifest="%s" manifest:version="1.2">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="%s"/><manifest:file-entry manifest:full-path'
            '="content.xml" manifest:media-type="text/xml"/>'
            '</manifest:manifest>' % (urn % 'manifest', kind),
        'content.xml':
            '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content '
            'xmlns:office="%s" xmlns:text="%s" xmlns:table="%s" '
            'office:version="1.2"><office:body><office:text>%s</office:text>'
            '</office:body></office:document-content>' % (
                urn % 'office', urn % 'text', urn % 'table', body)})


def open_paragraph(text):
    text = html.escape(text, quote=False).replace('\n', '<text:line-break/>')
    # A run of spaces is written <text:s/>; more white space is layout.
    text = re.sub('  +', lambda m: ' <text:s text:c="%d"/>' %
                  (len(m.group()) - 1), text)
    middle = text.find(' ', len(text) // 2)
    if middle > 0 and '<' not in text:
        text = '%s\n   <text:span>%s</text:span>' % (text[:middle],
                                                    text[middle + 1:])
    return '<text:p>%s</text:p>\n' % text


def odt(interview):
    return open_document(''.join(map(open_paragraph, paragraphs(interview))))


def odt_table(interview):
    head = ''.join(map(open_paragraph, interview.header + ['']))
    cell = '<table:table-cell>%s</table:table-cell>'
    rows = ''.join('<table:table-row>%s%s</table:table-row>\n' % (
        cell % open_paragraph(['INT', 'R1'][who]),
        cell % open_paragraph(joined(words)))
        for who, words in interview.turns)
    return open_document(head + '<table:table>%s</table:table>' % rows)


# Encodings of the text with name and colon.
def marked_crlf(interview):
    return b'\xef\xbb\xbf' + colon(interview).replace('\n', '\r\n').encode()


def windows(interview):
    """Windows-1252 if it can say it; a name with a Polish letter cannot."""
    try:
        return colon(interview).encode('cp1252')
    except UnicodeEncodeError:
        return colon(interview).encode()


def utf16(interview):
    return b'\xff\xfe' + colon(interview).encode('utf-16-le')


def utf16_big(interview):
    return b'\xfe\xff' + colon(interview).replace('\n', '\r').encode(
        'utf-16-be')


def zipped(interview):
    return gzip.compress(colon(interview).encode(), mtime=0)


LONG = ('Interviewer', 'Respondent')
SHORT = ('INT', 'R1')
# name: function, ending, interviewer's and respondent's label, notes too
FORMATS = {
    'colon': (colon, '.txt', LONG, True),
    'close': (close, '.txt', ('Q', 'A'), True),
    'tabs': (tabs, '.txt', SHORT, True),
    'stamped': (stamped, '.txt', ('INT', 'Mary'), True),
    'otter': (otter, '.txt', ('Speaker 1', 'Speaker 2'), True),
    'zoom': (zoom, '.txt', ('Ruth Bell', 'Jo Finch'), True),
    'whisper': (whisper, '.txt', ('SPEAKER_00', 'SPEAKER_01'), True),
    'numbered': (numbered, '.txt', ('Dan', 'Participant'), True),
    'upper': (upper, '.txt', ('INTERVIEWER', 'Mary'), True),
    'heading': (heading, '.md', LONG, True),
    'bold': (bold, '.md', LONG, True),
    'vtt': (vtt, '.vtt', LONG, False),
    'teams': (teams, '.vtt', ('"Bell, Ruth"', 'Jo Finch'), False),
    'srt': (srt, '.srt', SHORT, False),
    'html': (page, '.html', LONG, True),
    'html-table': (page_table, '.htm', SHORT, False),
    'docx': (docx, '.docx', LONG, True),
    'docx-table': (docx_table, '.docx', SHORT, False),
    'odt': (odt, '.odt', LONG, True),
    'odt-table': (odt_table, '.odt', SHORT, False),
    'bom-crlf': (marked_crlf, '.txt', LONG, True),
    'windows-1252': (windows, '.txt', LONG, True),
    'utf-16': (utf16, '.txt', LONG, True),
    'utf-16be': (utf16_big, '.txt', LONG, True),
    'gzip': (zipped, '.txt.gz', LONG, True),
}
# Sixteen interviews, sixteen ways.
MIXED = {
    'OS1-R1': 'gzip', 'OS1-R2': 'docx-table', 'OS2-R1': 'vtt',
    'OS2-R2': 'utf-16', 'OS3-R1': 'docx', 'OS3-R2': 'srt', 'OS4-R1': 'docx',
    'OS4-R2': 'html', 'C1-R1': 'otter', 'C1-R2': 'windows-1252',
    'C2-R1': 'bom-crlf', 'C2-R2': 'colon', 'C3-R1': 'odt', 'C4-R1': 'stamped',
    'C5-R1': 'bold', 'C6-R1': 'teams',
}


def write(stage, folder, wanted):
    os.makedirs(folder)
    with open(stage + '/participants.tsv', newline='') as file:
        rows = list(csv.DictReader(file, delimiter='\t',
                                   quoting=csv.QUOTE_NONE))
    columns = list(rows[0])
    for row in rows:
        interview = Interview('%s/interviews/%s' % (stage, row['document']),
                              row)
        name = row['document'][:-4]
        make, ending, labels, notes = FORMATS[
            MIXED[name] if wanted == 'mixed' else wanted]
        if interview.notes and not notes:
            make, ending, labels, notes = FORMATS['colon']
        made = make(interview)
        made = made if isinstance(made, bytes) else made.encode()
        with open(folder + '/' + name + ending, 'wb') as file:
            file.write(made)
        row['document'] = name + ending.replace('.gz', '')
        if not interview.notes:
            row['interviewer'], row['label'] = labels
    with open(folder + '.tsv', 'w') as file:
        for row in [dict(zip(columns, columns))] + rows:
            file.write('\t'.join(row[c] for c in columns) + '\n')


def tell(stage):
    """document, number, I or R, words with white space folded."""
    with open(stage + '/participants.tsv', newline='') as file:
        for row in csv.DictReader(file, delimiter='\t',
                                  quoting=csv.QUOTE_NONE):
            interview = Interview(
                '%s/interviews/%s' % (stage, row['document']), row)
            for i, (who, words) in enumerate(interview.turns, 1):
                print(row['document'][:-4], i, 'IR'[who],
                      ' '.join(re.split('[ \n]+', words)), sep='\t')


def decoded(path):
    """What offsets count in: a text by Python's own decoders, its line ends
    made LF; of pages, captions and office files what tokenize --text says."""
    with open(path, 'rb') as file:
        raw = file.read()
    if path.endswith('.gz'):
        raw = gzip.decompress(raw)
    if not re.search(r'\.(txt|md)(\.gz)?$', path):
        return subprocess.run(['tokenize', '--quiet', '--text', path], check=True,
                              stdout=subprocess.PIPE).stdout.decode()
    if raw[:2] in (b'\xff\xfe', b'\xfe\xff'):
        text = raw.decode('utf-16')
    else:
        try:
            text = raw.decode('utf-8-sig')
        except UnicodeDecodeError:
            text = raw.decode('cp1252')
    return text.replace('\r\n', '\n').replace('\r', '\n')


def check_offsets(stream, paths):
    """Prints how many spans of units and codings are the words of the file."""
    texts = {re.sub(r'.*/|\.gz$', '', path): decoded(path) for path in paths}
    escapes = {'t': '\t', 'n': '\n', 'r': '\r', '\\': '\\'}
    right = {'unit': 0, 'coding': 0}
    wrong = 0
    with open(stream, encoding='utf-8', newline='\n') as file:
        header = file.readline().rstrip('\n').split('\t')
        for line in file:
            row = dict(zip(header, line.rstrip('\n').split('\t')))
            if row['record'] not in right:
                continue
            words = re.sub(r'\\(.)', lambda m: escapes[m.group(1)],
                           row['text'])
            span = texts[row['document']][int(row['start']):int(row['end'])]
            if span == words:
                right[row['record']] += 1
            else:
                wrong += 1
                print('WRONG', row['document'], row['start'], words)
    print(right['unit'], 'units', right['coding'], 'codings')
    sys.exit(wrong > 0 or right['coding'] == 0)


if __name__ == '__main__':
    if sys.argv[1] == '--formats':
        print('\n'.join(FORMATS))
    elif sys.argv[1] == '--offsets':
        check_offsets(sys.argv[2], sys.argv[3:])
    elif sys.argv[1] == '--turns':
        tell(sys.argv[2])
    else:
        write(*sys.argv[1:])

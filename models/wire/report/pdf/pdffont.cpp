// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/pdffont.h"

#include <QCryptographicHash>

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

#include <algorithm>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRemembered = 100'000; // words
constexpr char16_t replacement = 0xFFFD;

QByteArray hex4(quint16 value)
{
    return QByteArray::number(value, 16).rightJustified(4, '0');
}

QByteArray hexUtf16(const QString &text)
{
    QByteArray out;
    for (const QChar c : text)
        out += hex4(c.unicode());
    return out;
}

// With what the font lacks replaced.
QString drawable(const QString &word, hb_font_t *font, bool *isIncomplete)
{
    QString out;
    for (const char32_t c : word.toStdU32String()) {
        hb_codepoint_t glyph = 0;
        const bool isThere = hb_font_get_nominal_glyph(font, c, &glyph) != 0;
        *isIncomplete |= !isThere;
        out += isThere ? QString::fromUcs4(&c, 1) : QString(QChar(replacement));
    }
    return out;
}

} // namespace

base::Result<std::unique_ptr<PdfFont>> PdfFont::open(const QByteArray &file, const QByteArray &name)
{
    hb_blob_t *blob = hb_blob_create(file.constData(), static_cast<unsigned>(file.size()), HB_MEMORY_MODE_DUPLICATE,
                                     nullptr, nullptr);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    if (file.isEmpty() || hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return base::makeError(base::ErrorKind::Invalid, u"%1 is not a TrueType font"_s.arg(QString::fromLatin1(name)));
    }
    return std::unique_ptr<PdfFont>(new PdfFont(face, name));
}

PdfFont::PdfFont(hb_face_t *face, QByteArray name)
    : m_face(face), m_font(hb_font_create(face)), m_unitsPerEm(hb_face_get_upem(face)), m_name(std::move(name))
{
}

PdfFont::~PdfFont()
{
    hb_font_destroy(m_font);
    hb_face_destroy(m_face);
}

const PdfFont::Run &PdfFont::shape(const QString &word)
{
    if (const auto known = m_runs.constFind(word); known != m_runs.cend())
        return **known;
    auto run = std::make_shared<Run>();
    const QString text = drawable(word, m_font, &run->isIncomplete);
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf16(buffer, reinterpret_cast<const uint16_t *>(text.utf16()), static_cast<int>(text.size()), 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    hb_shape(m_font, buffer, nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    std::vector<std::pair<quint16, unsigned>> clusters;
    for (unsigned i = 0; i < count; ++i) {
        const int advance = positions[i].x_advance * 1000 / static_cast<int>(m_unitsPerEm);
        run->glyphs.push_back({static_cast<quint16>(infos[i].codepoint), advance});
        run->width += advance;
        clusters.emplace_back(static_cast<quint16>(infos[i].codepoint), infos[i].cluster);
    }
    hb_buffer_destroy(buffer);
    noteText(text, clusters);
    if (m_runs.size() >= mostRemembered)
        m_runs.clear();
    return **m_runs.insert(word, run);
}

// The text a glyph stands for; of several the first.
void PdfFont::noteText(const QString &word, const std::vector<std::pair<quint16, unsigned>> &clusters)
{
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        const auto [glyph, begin] = clusters[i];
        std::size_t next = i + 1;
        while (next < clusters.size() && clusters[next].second == begin)
            ++next;
        const auto end = next < clusters.size() ? clusters[next].second : static_cast<unsigned>(word.size());
        const bool isFirst = i == 0 || clusters[i - 1].second != begin;
        m_used.try_emplace(glyph, isFirst && end > begin ? word.mid(begin, end - begin) : QString());
    }
}

int PdfFont::natural(quint16 glyph) const
{
    return hb_font_get_glyph_h_advance(m_font, glyph) * 1000 / static_cast<int>(m_unitsPerEm);
}

QByteArray PdfFont::showing(const Run &run)
{
    QByteArray out = "[<";
    for (const Glyph &glyph : run.glyphs) {
        out += hex4(glyph.id);
        if (const int kern = natural(glyph.id) - glyph.advance; kern != 0)
            out += '>' + QByteArray::number(kern) + '<';
    }
    return out + ">]";
}

QByteArray PdfFont::subset() const
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input == nullptr)
        return {};
    for (const auto &[glyph, text] : m_used)
        hb_set_add(hb_subset_input_glyph_set(input), glyph);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
    // A PDF places glyphs itself: what shapes text is of no use in it.
    for (const hb_tag_t table : {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F')})
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), table);
    hb_face_t *face = hb_subset_or_fail(m_face, input);
    hb_subset_input_destroy(input);
    if (face == nullptr)
        return {};
    hb_blob_t *blob = hb_face_reference_blob(face);
    unsigned length = 0;
    const char *data = hb_blob_get_data(blob, &length);
    const QByteArray out(data, static_cast<qsizetype>(length));
    hb_blob_destroy(blob);
    hb_face_destroy(face);
    return out;
}

QByteArray PdfFont::widths() const
{
    QByteArray out = "[";
    for (const auto &[glyph, text] : m_used)
        out += QByteArray::number(glyph) + '[' + QByteArray::number(natural(glyph)) + ']';
    return out + ']';
}

// A CMap from glyphs to text (9.10.3).
QByteArray PdfFont::toUnicode() const
{
    QByteArray out = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    std::vector<QByteArray> lines;
    for (const auto &[glyph, text] : m_used)
        if (!text.isEmpty())
            lines.push_back('<' + hex4(glyph) + "> <" + hexUtf16(text) + ">\n");
    for (std::size_t i = 0; i < lines.size(); i += 100) {
        const std::size_t end = std::min(lines.size(), i + 100);
        out += QByteArray::number(end - i) + " beginbfchar\n";
        for (std::size_t k = i; k < end; ++k)
            out += lines[k];
        out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

QByteArray PdfFont::descriptor(int fontFile, const QByteArray &name) const
{
    const auto metric = [this](hb_ot_metrics_tag_t tag, int fallback) {
        hb_position_t value = 0;
        const bool isThere = hb_ot_metrics_get_position(m_font, tag, &value) != 0;
        return QByteArray::number(isThere ? value * 1000 / static_cast<int>(m_unitsPerEm) : fallback);
    };
    return "<</Type/FontDescriptor/FontName/" + name + "/Flags 4/FontBBox[-1000 -300 2000 1100]/ItalicAngle 0/Ascent " +
           metric(HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 950) + "/Descent " +
           metric(HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -250) + "/CapHeight " +
           metric(HB_OT_METRICS_TAG_CAP_HEIGHT, 727) + "/StemV 80/FontFile2 " + pdfReference(fontFile) + ">>";
}

void PdfFont::write(PdfFile &file, int id)
{
    const QByteArray program = subset();
    // Six letters before the name of a subset (9.6.4), from what is in it.
    QByteArray tag;
    for (const char c : QCryptographicHash::hash(program, QCryptographicHash::Sha256).first(6))
        tag += static_cast<char>('A' + static_cast<unsigned char>(c) % 26);
    const QByteArray name = tag + '+' + m_name;
    const int fontFile = file.addStream("/Length1 " + QByteArray::number(program.size()), program);
    const int descriptorId = file.add(descriptor(fontFile, name));
    const int descendant = file.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/" + name +
                                    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                                    "/CIDToGIDMap/Identity/DW 0/W" +
                                    widths() + "/FontDescriptor " + pdfReference(descriptorId) + ">>");
    const int unicode = file.addStream({}, toUnicode());
    file.put(id, "<</Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding/Identity-H/DescendantFonts[" +
                     pdfReference(descendant) + "]/ToUnicode " + pdfReference(unicode) + ">>");
}

} // namespace wf::wire

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/wire/report/pdf/pdffile.h"

#include <QHash>

#include <map>
#include <memory>

struct hb_face_t;
struct hb_font_t;

namespace wf::wire {

// A TrueType font within a PDF: shapes words with HarfBuzz (kerning, ligatures), remembers which glyphs were used, and
// embeds a subset with exactly those. What the font cannot draw becomes U+FFFD; the run says so, and the text itself
// goes into /ActualText.
class PdfFont {
public:
    struct Glyph {
        quint16 id = 0;
        int advance = 0; // with kerning, in 1/1000 of the size
    };
    struct Run {
        std::vector<Glyph> glyphs;
        int width = 0; // 1/1000
        bool isIncomplete = false;
    };

    // `file`: the bytes of a .ttf. Errors: Invalid.
    [[nodiscard]] static base::Result<std::unique_ptr<PdfFont>> open(const QByteArray &file, const QByteArray &name);
    ~PdfFont();
    PdfFont(const PdfFont &) = delete;
    PdfFont &operator=(const PdfFont &) = delete;

    // Valid until the font goes. Words are remembered; give it words rather than paragraphs.
    [[nodiscard]] const Run &shape(const QString &word);
    // The operand of TJ. The glyphs count as used.
    [[nodiscard]] QByteArray showing(const Run &run);
    void write(PdfFile &file, int id);

private:
    PdfFont(hb_face_t *face, QByteArray name);
    void noteText(const QString &word, const std::vector<std::pair<quint16, unsigned>> &clusters);
    [[nodiscard]] int natural(quint16 glyph) const; // 1/1000
    [[nodiscard]] QByteArray subset() const;
    [[nodiscard]] QByteArray widths() const;
    [[nodiscard]] QByteArray toUnicode() const;
    [[nodiscard]] QByteArray descriptor(int fontFile, const QByteArray &name) const;

    hb_face_t *m_face = nullptr;
    hb_font_t *m_font = nullptr;
    unsigned m_unitsPerEm = 1000;
    QByteArray m_name;
    QHash<QString, std::shared_ptr<const Run>> m_runs;
    std::map<quint16, QString> m_used; // glyph -> the text it stands for
};

} // namespace wf::wire

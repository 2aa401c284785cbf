// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/pdfdocument.h"

#include <QTextBoundaryFinder>

// Marks on a page (ISO 32000-1, 8 and 9).
namespace wf::wire {

namespace {

constexpr qsizetype longestWord = 120;

QByteArray point(double x, double y)
{
    return pdfNumber(x) + ' ' + pdfNumber(y) + ' ';
}

// Where a word that is too long may be broken: between graphemes.
std::vector<QString> pieces(const QString &word)
{
    if (word.size() <= longestWord)
        return {word};
    std::vector<QString> out;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    qsizetype begin = 0;
    while (begin < word.size()) {
        finder.setPosition(std::min(begin + longestWord, word.size()));
        if (!finder.isAtBoundary())
            finder.toPreviousBoundary();
        const qsizetype end =
            finder.position() > begin ? finder.position() : std::min(begin + longestWord, word.size());
        out.push_back(word.mid(begin, end - begin));
        begin = end;
    }
    return out;
}

} // namespace

PdfColour PdfColour::of(QLatin1String hex)
{
    bool ok = hex.size() == 7 && hex.startsWith(u'#');
    const uint value = ok ? QString(hex.mid(1)).toUInt(&ok, 16) : 0;
    if (!ok)
        return {};
    const auto part = [value](int shift) { return ((value >> shift) & 0xFF) / 255.0; };
    return {part(16), part(8), part(0)};
}

void PdfDocument::colour(PdfColour colour, bool isStroke)
{
    out() += pdfNumber(colour.red) + ' ' + pdfNumber(colour.green) + ' ' + pdfNumber(colour.blue) +
             (isStroke ? " RG\n" : " rg\n");
}

void PdfDocument::pen(double width, PdfColour c, bool isDashed)
{
    colour(c, true);
    out() += pdfNumber(width) + " w " + (isDashed ? "[3 2.4] 0 d\n" : "[] 0 d\n");
}

double PdfDocument::widthOf(QStringView text, const PdfStyle &style)
{
    double units = 0;
    const QString all = text.toString();
    const PdfFont::Run &space = font(style.face).shape(QStringLiteral(" "));
    bool isFirst = true;
    for (const QString &word : all.split(QLatin1Char(' '))) {
        if (!isFirst)
            units += space.width + style.tracking;
        isFirst = false;
        for (const QString &piece : pieces(word)) {
            const PdfFont::Run &run = font(style.face).shape(piece);
            units += run.width + style.tracking * static_cast<double>(run.glyphs.size());
        }
    }
    return units * style.size / 1000;
}

std::vector<QString> PdfDocument::wrapped(const QString &text, const PdfStyle &style, double width)
{
    std::vector<QString> lines;
    const double space = widthOf(u" ", style);
    for (const QString &part : text.split(QLatin1Char('\n'))) {
        QString line;
        double used = 0;
        const auto put = [&](const QString &word, double wide) {
            if (!line.isEmpty() && used + space + wide > width)
                lines.push_back(std::exchange(line, {}));
            used = line.isEmpty() ? wide : used + space + wide;
            line += (line.isEmpty() ? QString() : QStringLiteral(" ")) + word;
        };
        for (const QString &word : part.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const double wide = widthOf(word, style);
            if (wide <= width) {
                put(word, wide);
                continue;
            }
            QString fitting;
            QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
            double soFar = 0;
            for (qsizetype begin = 0; finder.toNextBoundary() > 0; begin = finder.position()) {
                const QString next = word.mid(begin, finder.position() - begin);
                const double one = widthOf(next, style);
                if (!fitting.isEmpty() && soFar + one > width)
                    put(std::exchange(fitting, {}), std::exchange(soFar, 0));
                fitting += next;
                soFar += one;
            }
            put(fitting, soFar);
        }
        lines.push_back(line);
    }
    return lines;
}

void PdfDocument::showRun(const PdfFont::Run &run, const QString &word, PdfFont &font)
{
    if (run.isIncomplete)
        out() += "/Span<</ActualText" + pdfText(word) + ">>BDC\n";
    out() += font.showing(run) + "TJ\n";
    if (run.isIncomplete)
        out() += "EMC\n";
}

void PdfDocument::text(double x, double baseline, QStringView text, const PdfStyle &style)
{
    PdfFont &face = font(style.face);
    colour(style.colour, false);
    out() += "BT/F" + QByteArray::number(static_cast<int>(style.face)) + ' ' + pdfNumber(style.size) + " Tf " +
             pdfNumber(style.tracking * style.size / 1000) + " Tc " + point(x, m_height - baseline) + "Td\n";
    const PdfFont::Run space = face.shape(QStringLiteral(" "));
    // Words that the font has are shown together; one that it lacks stands alone, for its actual text.
    PdfFont::Run together;
    bool isFirst = true;
    for (const QString &word : text.toString().split(QLatin1Char(' '))) {
        if (!isFirst)
            together.glyphs.insert(together.glyphs.end(), space.glyphs.begin(), space.glyphs.end());
        isFirst = false;
        for (const QString &piece : pieces(word)) {
            const PdfFont::Run &run = face.shape(piece);
            if (run.isIncomplete) {
                showRun(std::exchange(together, {}), {}, face);
                showRun(run, piece, face);
                continue;
            }
            together.glyphs.insert(together.glyphs.end(), run.glyphs.begin(), run.glyphs.end());
        }
    }
    showRun(together, {}, face);
    out() += "ET\n";
}

void PdfDocument::textRight(double right, double baseline, QStringView words, const PdfStyle &style)
{
    text(right - widthOf(words, style), baseline, words, style);
}

void PdfDocument::fillRectangle(double x, double y, double width, double height, PdfColour c)
{
    colour(c, false);
    out() += point(x, m_height - y - height) + point(width, height) + "re f\n";
}

void PdfDocument::line(double x1, double y1, double x2, double y2, double width, PdfColour c, bool isDashed)
{
    polyline({{x1, y1}, {x2, y2}}, width, c, isDashed);
}

void PdfDocument::polyline(const std::vector<std::pair<double, double>> &points, double width, PdfColour c,
                           bool isDashed)
{
    if (points.size() < 2)
        return;
    pen(width, c, isDashed);
    const char *verb = "m\n";
    for (const auto &[x, y] : points)
        out() += point(x, m_height - y) + std::exchange(verb, "l\n");
    out() += "S\n";
}

void PdfDocument::fillPolygon(const std::vector<std::pair<double, double>> &points, PdfColour c)
{
    colour(c, false);
    const char *verb = "m\n";
    for (const auto &[x, y] : points)
        out() += point(x, m_height - y) + std::exchange(verb, "l\n");
    out() += "f\n";
}

void PdfDocument::fillCircle(double x, double y, double r, PdfColour c)
{
    colour(c, false);
    const double k = r * 0.5523; // four cubic curves
    const double v = m_height - y;
    out() += point(x + r, v) + "m\n" + point(x + r, v + k) + point(x + k, v + r) + point(x, v + r) + "c\n" +
             point(x - k, v + r) + point(x - r, v + k) + point(x - r, v) + "c\n" + point(x - r, v - k) +
             point(x - k, v - r) + point(x, v - r) + "c\n" + point(x + k, v - r) + point(x + r, v - k) +
             point(x + r, v) + "c f\n";
}

int PdfDocument::addImage(int width, int height, const QByteArray &rgb, const QByteArray &alpha)
{
    const QByteArray common = "/Type/XObject/Subtype/Image/Width " + QByteArray::number(width) + "/Height " +
                              QByteArray::number(height) + "/BitsPerComponent 8";
    QByteArray mask;
    if (!alpha.isEmpty())
        mask = "/SMask " + pdfReference(m_file.addStream(common + "/ColorSpace/DeviceGray", alpha));
    m_images.push_back(m_file.addStream(common + "/ColorSpace/DeviceRGB" + mask, rgb));
    return static_cast<int>(m_images.size()) - 1;
}

void PdfDocument::image(int id, double x, double y, double width, double height)
{
    out() += "q " + pdfNumber(width) + " 0 0 " + point(height, x) + pdfNumber(m_height - y - height) + " cm/I" +
             QByteArray::number(id) + " Do Q\n";
}

} // namespace wf::wire

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/pdfflow.h"

#include "models/wire/report/pdf/look.h"

namespace wf::wire {

namespace {

constexpr double firstLine = 14.2; // from the line above a row to its first baseline
constexpr double belowLast = 8.5;
constexpr std::size_t mostLines = 30; // of one cell; the rest is in the attached data

} // namespace

void PdfFlow::newPage()
{
    pdf.addPage();
    y = m_top - look::heading.size;
}

bool PdfFlow::need(double height)
{
    if (y + height <= m_bottom)
        return false;
    newPage();
    return true;
}

void PdfFlow::heading(const QString &words, const QString &note, double following)
{
    const bool isFirst = need(look::headingGap + following) || room() > m_bottom - m_top;
    y += isFirst ? look::heading.size : look::headingGap;
    pdf.open("H2");
    pdf.begin();
    pdf.text(left, y, words, look::heading);
    pdf.end();
    pdf.close();
    y += 2;
    if (!note.isEmpty())
        paragraph(note, look::note, look::lineStep);
}

void PdfFlow::paragraph(const QString &words, const PdfStyle &style, double step, double width, double x)
{
    pdf.open("P");
    for (const QString &line : pdf.wrapped(words, style, width > 0 ? width : this->width())) {
        need(step);
        y += step;
        pdf.begin();
        pdf.text(left + x, y, line, style);
        pdf.end();
    }
    pdf.close();
}

void PdfFlow::beginTable(const Table &table)
{
    m_table = table;
    need(60);
    QByteArray attributes;
    if (!table.summary.isEmpty())
        attributes = "/A<</O/Table/Summary" + table.summary + ">>";
    pdf.open("Table", attributes);
    drawHeads(true);
}

void PdfFlow::drawHeads(bool isTagged)
{
    y += 20.4;
    if (isTagged)
        pdf.open("TR");
    for (std::size_t i = 0; i < m_table.heads.size(); ++i) {
        const Column &column = m_table.columns[i];
        if (isTagged)
            pdf.open("TH", "/A<</O/Table/Scope/Column>>");
        isTagged ? pdf.begin() : pdf.beginArtifact("Pagination");
        if (column.isRight)
            pdf.textRight(left + column.x, y, m_table.heads[i], look::head);
        else
            pdf.text(left + column.x, y, m_table.heads[i], look::head);
        pdf.end();
        if (isTagged)
            pdf.close();
    }
    if (isTagged)
        pdf.close();
    y += 6.6;
    pdf.beginArtifact("Layout");
    pdf.line(left, y, right, y, 0.8, look::ink);
    pdf.end();
}

std::vector<std::vector<PdfFlow::Line>> PdfFlow::linesOf(const std::vector<Cell> &cells)
{
    std::vector<std::vector<Line>> out;
    std::size_t column = 0;
    for (const Cell &cell : cells) {
        std::vector<Line> lines;
        double width = m_table.columns[column].width - cell.indent;
        for (int i = 1; i < cell.span; ++i)
            width += m_table.columns[column + static_cast<std::size_t>(i)].width;
        for (const Line &one : cell.lines)
            for (QString &words : pdf.wrapped(one.words, one.style, width))
                lines.push_back({std::move(words), one.style});
        if (lines.size() > mostLines) {
            lines.resize(mostLines);
            lines.back().words += QStringLiteral(" …");
        }
        out.push_back(std::move(lines));
        column += static_cast<std::size_t>(cell.span);
    }
    return out;
}

void PdfFlow::row(const std::vector<Cell> &cells, bool isLast)
{
    const auto lines = linesOf(cells);
    std::size_t most = 1;
    for (const auto &one : lines)
        most = std::max(most, one.size());
    const double height = firstLine + m_table.lineStep * static_cast<double>(most - 1) + belowLast;
    if (need(height))
        drawHeads(false);
    pdf.open("TR");
    std::size_t column = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Column &place = m_table.columns[column];
        const bool isHead = i == 0 && m_table.hasRowHeads;
        QByteArray attributes = isHead ? "/Scope/Row" : "";
        if (cells[i].span > 1)
            attributes += "/ColSpan " + QByteArray::number(cells[i].span);
        if (!attributes.isEmpty())
            attributes = "/A<</O/Table" + attributes + ">>";
        pdf.open(isHead ? "TH" : "TD", attributes);
        double baseline = y + firstLine;
        if (!lines[i].empty()) {
            pdf.begin();
            for (const Line &line : lines[i]) {
                if (place.isRight)
                    pdf.textRight(left + place.x, baseline, line.words, line.style);
                else
                    pdf.text(left + place.x + cells[i].indent, baseline, line.words, line.style);
                baseline += m_table.lineStep;
            }
            pdf.end();
        }
        if (cells[i].decoration) {
            pdf.beginArtifact("Layout");
            cells[i].decoration(left + place.x, y);
            pdf.end();
        }
        pdf.close();
        column += static_cast<std::size_t>(cells[i].span);
    }
    pdf.close();
    y += height;
    pdf.beginArtifact("Layout");
    const bool isStrong = isLast && m_table.isLastStrong;
    pdf.line(left, y, right, y, isStrong ? 0.8 : 0.5, isStrong ? look::ink : look::hairline);
    pdf.end();
}

void PdfFlow::endTable()
{
    pdf.close();
}

} // namespace wf::wire

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/look.h"
#include "models/wire/report/pdf/pdffile.h"
#include "models/wire/review/written.h"

#include <algorithm>
#include <numeric>

namespace wf::wire {

using namespace Qt::StringLiterals;
using Kind = MarkdownBlock::Kind;
using Look = MarkdownSpan::Look;

namespace {

constexpr double columnGap = 10;
constexpr double leastColumn = 36;
constexpr double indentStep = 12;
constexpr std::size_t measuredRows = 200;

// Of words that have one look all through; else they are read as plain ones.
PdfStyle styleOf(const MarkdownWords &words, const PdfStyle &plain)
{
    if (words.empty())
        return plain;
    const Look look = words.front().look;
    if (!std::ranges::all_of(words, [look](const MarkdownSpan &span) { return span.look == look; }))
        return plain;
    return look == Look::Strong ? look::strong : look == Look::Code ? look::code : plain;
}

void drawParagraph(PdfFlow &flow, const MarkdownWords &words, double x = 0, const PdfStyle &plain = look::body)
{
    flow.need(look::lineStep * 2);
    flow.y += 3;
    flow.paragraph(plainWords(words), styleOf(words, plain), look::lineStep, flow.width() - x, x);
}

void drawCode(PdfFlow &flow, const QString &text)
{
    flow.y += 3;
    for (const QString &line : text.split(u'\n')) {
        flow.need(look::lineStep);
        flow.paragraph(line.isEmpty() ? u" "_s : line, look::code, look::lineStep, flow.width() - indentStep,
                       indentStep);
    }
}

// Columns as wide as their words, together as wide as the page.
std::vector<PdfFlow::Column> columnsOf(PdfFlow &flow, const MarkdownBlock &block)
{
    const std::size_t count = block.rows.front().size();
    std::vector<double> wanted(count, leastColumn);
    for (std::size_t r = 0; r < std::min(block.rows.size(), measuredRows); ++r)
        for (std::size_t c = 0; c < count; ++c)
            wanted[c] = std::max(
                wanted[c], std::min(flow.width(), flow.pdf.widthOf(plainWords(block.rows[r][c]), look::body) + 2));
    const double room = flow.width() - columnGap * static_cast<double>(count - 1);
    const double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    std::vector<PdfFlow::Column> out;
    double x = 0;
    for (double width : wanted) {
        // What is narrow keeps its width, what is wide shares the rest.
        if (sum > room) {
            const double fair = room / static_cast<double>(count);
            double wide = 0, narrow = 0;
            for (const double one : wanted)
                (one > fair ? wide : narrow) += one;
            width = width > fair ? std::max(leastColumn, width / wide * (room - narrow)) : width;
        }
        out.push_back({x, width, false});
        x += width + columnGap;
    }
    return out;
}

void drawTable(PdfFlow &flow, const MarkdownBlock &block)
{
    if (block.rows.front().empty())
        return;
    PdfFlow::Table table;
    table.columns = columnsOf(flow, block);
    for (const auto &cell : block.rows.front())
        table.heads.push_back(plainWords(cell));
    table.lineStep = look::lineStep;
    table.summary = pdfText(u"Table: %1"_s.arg(QStringList(table.heads.begin(), table.heads.end()).join(u", "_s)));
    flow.y += 4;
    flow.need(60);
    flow.beginTable(table);
    for (std::size_t i = 1; i < block.rows.size(); ++i) {
        std::vector<PdfFlow::Cell> cells;
        for (const auto &words : block.rows[i])
            cells.push_back({{{plainWords(words), styleOf(words, look::body)}}, {}, 0, 1});
        flow.row(cells, i + 1 == block.rows.size());
    }
    flow.endTable();
}

} // namespace

void drawBlocks(PdfFlow &flow, const std::vector<MarkdownBlock> &blocks)
{
    for (const auto &block : blocks)
        switch (block.kind) {
        case Kind::Heading:
            if (block.level <= 2)
                flow.heading(plainWords(block.words), {}, 60);
            else {
                flow.need(48);
                flow.y += 8;
                flow.paragraph(plainWords(block.words), look::bold, look::lineStep + 2);
            }
            break;
        case Kind::Paragraph:
            drawParagraph(flow, block.words);
            break;
        case Kind::Item: {
            auto words = block.words;
            words.insert(words.begin(), {block.mark.isEmpty() ? u"• "_s : QString(block.mark + u' '), Look::Plain});
            drawParagraph(flow, words, block.level * indentStep);
            break;
        }
        case Kind::Quote:
            drawParagraph(flow, block.words, indentStep, look::in(look::body, look::quiet));
            break;
        case Kind::Code:
            drawCode(flow, block.text);
            break;
        case Kind::Table:
            drawTable(flow, block);
            break;
        case Kind::Rule:
            flow.y += 10;
            flow.pdf.beginArtifact("Layout");
            flow.pdf.line(flow.left, flow.y, flow.right, flow.y, 0.5, look::hairline);
            flow.pdf.end();
            break;
        }
}

} // namespace wf::wire

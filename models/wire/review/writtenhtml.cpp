// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/review/written.h"

#include <algorithm>

namespace wf::wire {

using namespace Qt::StringLiterals;
using Kind = MarkdownBlock::Kind;
using Look = MarkdownSpan::Look;

namespace {

void addWords(HtmlBuilder &html, const char *tag, const MarkdownWords &words, const QString &attributes = {})
{
    html.open(tag, attributes);
    for (const auto &span : words) {
        const QString look = span.look == Look::Strong     ? u"strong"_s
                             : span.look == Look::Emphasis ? u"em"_s
                             : span.look == Look::Code     ? u"code"_s
                                                           : QString();
        html.raw(look.isEmpty() ? escaped(span.text) : u"<%1>%2</%1>"_s.arg(look, escaped(span.text)));
    }
    html.close(tag);
}

void addTable(HtmlBuilder &html, const MarkdownBlock &block)
{
    // A table of facts has no heads: an empty row of them is left out.
    const auto isEmpty = [](const MarkdownWords &cell) { return plainWords(cell).isEmpty(); };
    const bool hasHeads = !std::ranges::all_of(block.rows.front(), isEmpty);
    html.open("table");
    html.open("tbody");
    for (std::size_t i = hasHeads ? 0 : 1; i < block.rows.size(); ++i) {
        html.open("tr");
        for (const auto &cell : block.rows[i])
            if (i == 0)
                addWords(html, "th", cell, u"scope=\"col\""_s);
            else
                addWords(html, "td", cell);
        html.close("tr");
    }
    html.close("tbody");
    html.close("table");
}

const char *headingTag(int level)
{
    return level <= 2 ? "h2" : level == 3 ? "h3" : "h4";
}

} // namespace

void addBlocks(HtmlBuilder &html, const std::vector<MarkdownBlock> &blocks)
{
    bool isInList = false;
    for (const auto &block : blocks) {
        const bool isItem = block.kind == Kind::Item;
        if (isItem && !isInList)
            html.open("ul");
        if (!isItem && isInList)
            html.close("ul");
        isInList = isItem;
        switch (block.kind) {
        case Kind::Heading:
            addWords(html, headingTag(block.level), block.words);
            break;
        case Kind::Paragraph:
            addWords(html, "p", block.words);
            break;
        case Kind::Item: {
            auto words = block.words;
            if (!block.mark.isEmpty())
                words.insert(words.begin(), {block.mark + u' ', Look::Plain});
            addWords(html, "li", words, u"style=\"margin-left:%1px\""_s.arg(block.level * 18));
            break;
        }
        case Kind::Quote:
            addWords(html, "blockquote", block.words);
            break;
        case Kind::Code:
            html.element("pre", block.text);
            break;
        case Kind::Table:
            addTable(html, block);
            break;
        case Kind::Rule:
            html.raw(u"<hr>"_s);
            break;
        }
    }
    if (isInList)
        html.close("ul");
}

} // namespace wf::wire

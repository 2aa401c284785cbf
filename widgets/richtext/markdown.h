// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace wf::widgets {

// The Markdown that dashboards use, as blocks of runs: headings, lists, quotes, code, rules, tables as rows of text;
// bold, italic, code and links inside. Nothing in it is markup any more: HTML stays the text it is, pictures are their
// words. Bounded: 200,000 characters, 5,000 blocks.
struct TextRun {
    QString text;
    bool isBold = false, isItalic = false, isCode = false;
    QString address; // of a link; checked by whoever opens it
    friend bool operator==(const TextRun &, const TextRun &) = default;
};
struct TextBlock {
    enum Kind { Paragraph, Heading, Item, Quote, Code, Rule };
    Kind kind = Paragraph;
    int level = 0; // of a heading 1..6; depth of an item
    QString mark;  // of an item: "•", "3."
    std::vector<TextRun> runs;
};
[[nodiscard]] std::vector<TextBlock> parseMarkdown(const QString &text);

// HTML as its words: tags fall away, blocks become lines, the five named characters are decoded. Not a browser.
[[nodiscard]] QString textOfHtml(const QString &html);

} // namespace wf::widgets

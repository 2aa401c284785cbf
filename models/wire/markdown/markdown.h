// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace wf::wire {

// Words of one look. Outside text.
struct MarkdownSpan {
    enum class Look { Plain, Strong, Emphasis, Code };
    QString text;
    Look look = Look::Plain;
    friend bool operator==(const MarkdownSpan &, const MarkdownSpan &) = default;
};
using MarkdownWords = std::vector<MarkdownSpan>;
// Without looks.
[[nodiscard]] QString plainWords(const MarkdownWords &words);

struct MarkdownBlock {
    enum class Kind { Heading, Paragraph, Item, Quote, Code, Table, Rule };
    Kind kind = Kind::Paragraph;
    int level = 0;                                // Heading: 1 to 6; Item: how deep, from 0
    QString mark;                                 // Item: "1." of a numbered one; empty: a bullet
    MarkdownWords words;                          // Heading, Paragraph, Item, Quote
    QString text;                                 // Code, as it stands
    std::vector<std::vector<MarkdownWords>> rows; // Table: the first has the heads; all equally long
};

// The part of CommonMark that reviews are written in, with tables: headings, paragraphs, lists, quotes, fenced code,
// rules; strong, emphasis, code, links (their address follows in brackets) and escapes. What is nothing of it is text;
// HTML is text too. Any input, in linear time; texts over `mostMarkdown` characters are cut and say so. Pure.
inline constexpr qsizetype mostMarkdown = 1'000'000;
[[nodiscard]] std::vector<MarkdownBlock> readMarkdown(const QString &text);

// Looks, links and escapes of one run of words.
[[nodiscard]] MarkdownWords readMarkdownWords(QStringView text);

} // namespace wf::wire

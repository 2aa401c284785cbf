// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/expression/expressionhighlighter.h"

#include "widgets/base/codelook.h"
#include "widgets/base/theme.h"

#include <QTextDocument>

#include <algorithm>

namespace wf::widgets {

ExpressionHighlighter::ExpressionHighlighter(QTextDocument *document, Spans spans)
    : QSyntaxHighlighter(static_cast<QObject *>(document)), m_spans(std::move(spans))
{
    // Before Qt's own connection, which colours. A revision tells nothing: another whole text begins it anew.
    connect(document, &QTextDocument::contentsChange, this, [this] { m_isRead = false; });
    setDocument(document);
}

void ExpressionHighlighter::readSpans()
{
    if (m_isRead)
        return;
    m_isRead = true;
    const QString text = document()->toPlainText();
    if (text == m_text) // only its colours changed
        return;
    m_text = text;
    m_known.clear();
    if (m_spans && text.size() <= longest)
        m_known = m_spans(text);
}

void ExpressionHighlighter::highlightBlock(const QString &text)
{
    readSpans();
    const Theme &theme = Theme::current();
    const int from = currentBlock().position();
    const int end = from + static_cast<int>(text.size());
    auto span = std::ranges::lower_bound(m_known, from, {}, [](const auto &s) { return s.start + s.length; });
    for (; span != m_known.end() && span->start < end; ++span) {
        const int first = std::max(span->start, from);
        setFormat(first - from, std::min(span->start + span->length, end) - first, syntaxColor(span->kind, theme));
    }
    // What is open here decides how the next line reads: another number makes Qt colour that one too.
    const int braces = static_cast<int>(text.count(u'{') - text.count(u'}'));
    const int parens = static_cast<int>(text.count(u'(') - text.count(u')'));
    const int before = std::max(0, previousBlockState());
    setCurrentBlockState(std::max(0, before + braces * 4096 + parens));
}

} // namespace wf::widgets

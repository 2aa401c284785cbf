// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/expression.h"

#include <QSyntaxHighlighter>

#include <functional>

namespace wf::widgets {

// Colours a text by what a function says of the whole of it.
class ExpressionHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT
public:
    using Spans = std::function<std::vector<signals::SyntaxSpan>(const QString &text)>;
    ExpressionHighlighter(QTextDocument *document, Spans spans);
    // Texts beyond this many characters stay uncoloured, so that no key waits for them.
    static constexpr int longest = 50'000;

protected:
    void highlightBlock(const QString &text) override;

private:
    void readSpans();
    Spans m_spans;
    std::vector<signals::SyntaxSpan> m_known;
    QString m_text; // that m_known is of
    bool m_isRead = false;
};

} // namespace wf::widgets

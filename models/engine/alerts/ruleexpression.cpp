// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/ruleexpression.h"

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

// Place of the last comparison outside brackets and strings; -1 = none. Words that bind looser end the search.
qsizetype lastComparison(const QString &text, qsizetype *length)
{
    int depth = 0;
    QChar quote;
    qsizetype found = -1;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == u'\\' && quote != u'`')
                ++i;
            else if (c == quote)
                quote = QChar();
            continue;
        }
        if (c == u'"' || c == u'\'' || c == u'`')
            quote = c;
        else if (c == u'(' || c == u'[' || c == u'{')
            ++depth;
        else if (c == u')' || c == u']' || c == u'}')
            --depth;
        else if (depth == 0 && (c == u'>' || c == u'<' || (c == u'=' && i + 1 < text.size() && text[i + 1] == u'=') ||
                                (c == u'!' && i + 1 < text.size()))) {
            found = i;
            *length = i + 1 < text.size() && text[i + 1] == u'=' ? 2 : 1;
            i += *length - 1;
        }
    }
    return depth == 0 && quote.isNull() ? found : -1;
}

bool hasLogicalWord(const QString &text)
{
    const auto words = QStringView(text).split(u' ', Qt::SkipEmptyParts);
    return words.contains(u"and"_s) || words.contains(u"or"_s) || words.contains(u"unless"_s);
}

} // namespace

RuleExpression splitThreshold(const QString &expression)
{
    const QString text = expression.simplified();
    qsizetype length = 0;
    const qsizetype at = lastComparison(text, &length);
    if (at <= 0 || hasLogicalWord(text))
        return {text, {}, {}};
    bool ok = false;
    const double threshold = text.sliced(at + length).trimmed().toDouble(&ok);
    const QString measured = text.first(at).trimmed();
    if (!ok || measured.endsWith("bool"_L1))
        return {text, {}, {}};
    return {measured, text.sliced(at, length), threshold};
}

} // namespace wf::engine

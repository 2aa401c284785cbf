// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/variables/options.h"

#include <QCollator>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>

namespace wf::query {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostPattern = 2000, mostText = 4000;

// f(…) with nothing behind it: what stands between the brackets.
std::optional<QString> argumentsOf(const QString &query, QLatin1String function)
{
    const QString text = query.trimmed();
    if (!text.startsWith(QString(function + u'(')) || !text.endsWith(u')'))
        return std::nullopt;
    return text.mid(function.size() + 1, text.size() - function.size() - 2).trimmed();
}

QRegularExpression expressionOf(const QString &written)
{
    QString pattern = written.left(mostPattern);
    QRegularExpression::PatternOptions options;
    if (const qsizetype end = pattern.lastIndexOf(u'/'); pattern.startsWith(u'/') && end > 0) {
        const QString flags = pattern.mid(end + 1);
        if (flags.contains(u'i'))
            options |= QRegularExpression::CaseInsensitiveOption;
        if (flags.contains(u's'))
            options |= QRegularExpression::DotMatchesEverythingOption;
        pattern = pattern.mid(1, end - 1);
    }
    return QRegularExpression(u"(*LIMIT_MATCH=100000)"_s + pattern, options);
}

std::optional<VariableChoice> chosen(const QRegularExpression &expression, const QString &answer)
{
    const QRegularExpressionMatch m = expression.match(answer.left(mostText));
    if (!m.hasMatch())
        return std::nullopt;
    const QStringList names = expression.namedCaptureGroups();
    const bool text = names.contains("text"_L1), value = names.contains("value"_L1);
    if (text || value) {
        const QString v = value ? m.captured(u"value"_s) : m.captured(u"text"_s);
        const QString t = text ? m.captured(u"text"_s) : v;
        return VariableChoice{t.isEmpty() ? v : t, v.isEmpty() ? t : v};
    }
    const QString first = expression.captureCount() > 0 && !m.captured(1).isNull() ? m.captured(1) : QString();
    const QString all = expression.captureCount() > 0 ? first : answer;
    return VariableChoice{all, all};
}

double numberIn(const QString &text)
{
    static const QRegularExpression digits(u".*?(\\d+).*"_s);
    const QRegularExpressionMatch m = digits.match(text.left(200));
    return m.hasMatch() ? m.captured(1).toDouble() : -1;
}

void sortChoices(std::vector<VariableChoice> &choices, int sort)
{
    if (sort <= 0 || sort > 8)
        return;
    const int kind = (sort + 1) / 2;
    if (kind == 2) {
        std::stable_sort(choices.begin(), choices.end(),
                         [](const auto &a, const auto &b) { return numberIn(a.text) < numberIn(b.text); });
    } else {
        QCollator collator(QLocale::c());
        collator.setCaseSensitivity(kind == 1 ? Qt::CaseSensitive : Qt::CaseInsensitive);
        std::stable_sort(choices.begin(), choices.end(), [&](const auto &a, const auto &b) {
            return kind == 1 ? a.text < b.text : collator.compare(a.text.toLower(), b.text.toLower()) < 0;
        });
        if (kind == 4) { // runs of digits as numbers
            const auto key = [](const QString &t) {
                QString out;
                QString run;
                for (const QChar c : QString(t.toLower() + u'\0')) {
                    if (c.isDigit()) {
                        run += c;
                        continue;
                    }
                    if (!run.isEmpty())
                        out += run.rightJustified(20, u'0');
                    run.clear();
                    out += c;
                }
                return out;
            };
            std::stable_sort(choices.begin(), choices.end(),
                             [&](const auto &a, const auto &b) { return key(a.text) < key(b.text); });
        }
    }
    if (sort % 2 == 0)
        std::reverse(choices.begin(), choices.end());
}

} // namespace

VariableQuery parseVariableQuery(const QString &query)
{
    VariableQuery out;
    if (const auto arguments = argumentsOf(query, "label_names"_L1)) {
        out.kind = VariableQuery::LabelNames;
        out.selector = *arguments;
        return out;
    }
    if (const auto arguments = argumentsOf(query, "label_values"_L1)) {
        out.kind = VariableQuery::LabelValues;
        const qsizetype comma = arguments->lastIndexOf(u',');
        const QString label = arguments->mid(comma + 1).trimmed();
        const bool named = !label.contains(u'}') && !label.contains(u'"');
        out.label = named ? label : QString();
        out.selector = comma < 0 ? QString() : arguments->left(comma).trimmed();
        return out;
    }
    if (const auto arguments = argumentsOf(query, "metrics"_L1)) {
        out.kind = VariableQuery::MetricNames;
        out.pattern = *arguments;
        return out;
    }
    if (const auto arguments = argumentsOf(query, "query_result"_L1)) {
        out.kind = VariableQuery::QueryResult;
        out.expr = *arguments;
        return out;
    }
    out.selector = query.trimmed();
    return out;
}

std::vector<VariableChoice> choicesOf(const QStringList &answers, const QString &regex, int sort, std::stop_token stop)
{
    std::vector<VariableChoice> out;
    const QRegularExpression expression = expressionOf(regex);
    const bool filters = !regex.isEmpty() && expression.isValid();
    QSet<QString> seen;
    for (const QString &answer : answers) {
        if (stop.stop_requested())
            return {};
        const auto choice = filters ? chosen(expression, answer) : VariableChoice{answer, answer};
        if (!choice || choice->value.isEmpty() || seen.contains(choice->value))
            continue;
        seen.insert(choice->value);
        out.push_back(*choice);
    }
    sortChoices(out, sort);
    return out;
}

std::vector<VariableChoice> customChoices(const QString &query)
{
    std::vector<VariableChoice> out;
    QString part;
    const auto finish = [&] {
        const QString text = part.trimmed();
        part.clear();
        if (text.isEmpty())
            return;
        const qsizetype colon = text.indexOf(u" : "_s); // key : value
        if (colon > 0)
            out.push_back({text.left(colon).trimmed(), text.mid(colon + 3).trimmed()});
        else
            out.push_back({text, text});
    };
    for (qsizetype i = 0; i < query.size(); ++i) {
        if (query[i] == u'\\' && i + 1 < query.size() && query[i + 1] == u',')
            part += query[++i];
        else if (query[i] == u',')
            finish();
        else
            part += query[i];
    }
    finish();
    return out;
}

} // namespace wf::query

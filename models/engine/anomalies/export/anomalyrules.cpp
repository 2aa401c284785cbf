// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/export/anomalyrules.h"

#include "models/engine/services/promqlnames.h"
#include "models/wire/yaml/rules/rulewriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Labels;
using wire::alert;
using wire::numberText;
using wire::recording;
using wire::RuleEntry;

namespace {

constexpr int leastDays = 3; // as the detector that decides by the time of day
constexpr double normalMad = 1.4826;

QString tr(const char *text)
{
    return QCoreApplication::translate("Anomalies", text);
}

bool isBothSided(WatchKind kind)
{
    return kind == WatchKind::Requests;
}

std::string severityFor(WatchKind kind)
{
    return kind == WatchKind::Requests || kind == WatchKind::Resource ? "info" : "warning";
}

// The value in words of its unit, as Prometheus' templates can.
std::string shown(const char *value, base::Unit unit)
{
    const char *how = unit == base::Unit::Ratio                                         ? "humanizePercentage"
                      : unit == base::Unit::Seconds                                     ? "humanizeDuration"
                      : unit == base::Unit::Bytes || unit == base::Unit::BytesPerSecond ? "humanize1024"
                                                                                        : "humanize";
    return std::string("{{ ") + value + " | " + how + " }}";
}

QString record(const WatchQuestion &question, const char *what)
{
    return u"watchfloor:%1:%2"_s.arg(recordStem(question.id), QLatin1String(what));
}

// The same moment of each earlier day, told apart by a label.
QString earlierDays(const QString &value, int days)
{
    QStringList out;
    for (int day = 1; day <= days; ++day)
        out << u"label_replace(%1 offset %2d, \"day\", \"%2\", \"\", \"\")"_s.arg(value).arg(day);
    return u"(\n    "_s + out.join(u"\n    or "_s) + u"\n  )"_s;
}

QString larger(const QString &a, const QString &b)
{
    return u"((%1 > %2) or %2)"_s.arg(a, b);
}

Labels alertLabels(const WatchQuestion &question, const AnomalyRuleOptions &options)
{
    return wire::joined(Labels{{"severity", severityFor(question.kind)}, {"metric", question.title.toStdString()}},
                        options.extraLabels);
}

class QuestionRules {
public:
    QuestionRules(const WatchQuestion &question, const AnomalyRuleOptions &options)
        : m_question(question),
          m_options(options),
          m_value(record(question, "value")),
          m_usual(record(question, "usual")),
          m_bound(record(question, "bound"))
    {
    }

    [[nodiscard]] wire::RuleGroup group() const
    {
        std::vector<RuleEntry> rules{recording(m_value, m_question.expr, {}), recording(m_usual, usual(), {}),
                                     recording(m_bound, bound(), {})};
        if (m_options.alerts) {
            rules.push_back(departure());
            rules.push_back(missing());
        }
        return wire::group(u"watchfloor anomalies "_s + m_question.id, std::move(rules), m_options.intervalNs);
    }

private:
    [[nodiscard]] QString days() const { return earlierDays(m_value, m_options.days); }

    [[nodiscard]] QString usual() const
    {
        return u"quantile without (day) (0.5, %1)\n  and count without (day) %1 >= %2"_s.arg(days()).arg(leastDays);
    }

    [[nodiscard]] QString bound() const
    {
        const QString mad = u"%1 * quantile without (day) (0.5, abs(%2 - ignoring (day) group_left () %3))"_s.arg(
            numberText(normalMad), days(), m_usual);
        const QString spread =
            u"0.1 * (quantile_over_time(0.95, %1[1d]) - quantile_over_time(0.05, %1[1d]))"_s.arg(m_value);
        return numberText(m_options.deviations) + u" * "_s + larger(mad, spread);
    }

    [[nodiscard]] RuleEntry departure() const
    {
        const QString expr = isBothSided(m_question.kind)
                                 ? u"%1 > %2 + %3\nor %1 < %2 - %3"_s.arg(m_value, m_usual, m_bound)
                                 : u"%1 > %2 + %3"_s.arg(m_value, m_usual, m_bound);
        RuleEntry out =
            alert(u"MetricAnomaly"_s, expr, alertLabels(m_question, m_options),
                  Labels{{"summary", m_question.title.toStdString() + " is " + shown("$value", m_question.unit) +
                                         ", far from what is usual at this time of day"},
                         {"description", "Of " + std::to_string(m_options.days) + " days: " + m_usual.toStdString() +
                                             " and how far is far: " + m_bound.toStdString()}});
        out.forNs = m_options.dwellNs;
        return out;
    }

    [[nodiscard]] RuleEntry missing() const
    {
        RuleEntry out = alert(u"MetricMissing"_s, u"last_over_time(%1[6h]) unless %1"_s.arg(m_value),
                              wire::joined(alertLabels(m_question, m_options), Labels{{"severity", "warning"}}),
                              Labels{{"summary", m_question.title.toStdString() + " has stopped; the last value was " +
                                                     shown("$value", m_question.unit)}});
        out.forNs = m_options.dwellNs;
        return out;
    }

    const WatchQuestion &m_question;
    const AnomalyRuleOptions &m_options;
    QString m_value, m_usual, m_bound;
};

wire::RuleGroup siblingGroup(const SiblingQuestion &question, const AnomalyRuleOptions &options)
{
    const QString value = record(question.what, "value");
    const QString median = record(question.what, "median");
    const QString by = labelList(question.group);
    std::vector<RuleEntry> rules{
        recording(value, question.what.expr, {}),
        recording(median, u"quantile by (%1) (0.5, %2) and count by (%1) (%2) >= 4"_s.arg(by, value), {})};
    if (options.alerts) {
        const QString apart = u"abs(%1 - on (%2) group_left () %3)"_s.arg(value, by, median);
        const QString mad = u"%1 * quantile by (%2) (0.5, %3)"_s.arg(numberText(5 * normalMad), by, apart);
        const QString share = u"0.1 * abs(%1)"_s.arg(median);
        RuleEntry rule =
            alert(u"InstanceApart"_s, u"%1 > on (%2) group_left ()\n  %3"_s.arg(apart, by, larger(mad, share)),
                  alertLabels(question.what, options),
                  Labels{{"summary", question.what.title.toStdString() + " of this instance is " +
                                         shown("$value", question.what.unit) + " away from that of its siblings"}});
        rule.forNs = options.dwellNs;
        rules.push_back(std::move(rule));
    }
    return wire::group(u"watchfloor "_s + question.what.id, std::move(rules), options.intervalNs);
}

QStringList leftOut()
{
    return {tr("Trained models, contexts, subspaces, spectra and LSTM are not PromQL: their votes stay here."),
            tr("What operators said (real, not real, expected weekly) is not in the rules: silence or change the "
               "deviations there."),
            tr("Confidence needs all detectors: alerts of the rules have none, and are warnings at most."),
            tr("The rules compare with all earlier days alike, not with days of the same kind."),
            tr("The median of the time of day is known after three days of recording; promtool tsdb create-blocks-from "
               "rules records the past.")};
}

} // namespace

QString recordStem(const QString &questionId)
{
    QString out;
    for (const QChar c : questionId) {
        const bool isPlain = c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_');
        if (isPlain)
            out += c;
        else if (!out.endsWith(u'_'))
            out += u'_';
    }
    return out;
}

ExportedRules exportedAnomalyRules(const std::vector<WatchQuestion> &questions,
                                   const std::vector<SiblingQuestion> &siblings, const AnomalyRuleOptions &options)
{
    AnomalyRuleOptions fitting = options;
    fitting.days = std::clamp(options.days, leastDays, 28);
    ExportedRules out;
    for (const WatchQuestion &question : questions)
        out.groups.push_back(QuestionRules(question, fitting).group());
    for (const SiblingQuestion &question : siblings)
        out.groups.push_back(siblingGroup(question, fitting));
    if (!out.groups.empty())
        out.leftOut = leftOut();
    return out;
}

} // namespace wf::engine

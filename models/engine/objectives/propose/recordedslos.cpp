// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/recordedslos.h"

#include "models/base/clock.h"
#include "models/query/promql/parse/parse.h"
#include "models/wire/yaml/slo/slofile.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <optional>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Objective;
using signals::Rule;
using signals::RuleKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Proposals", text);
}

// The query of five minutes with Sloth's placeholder for the window; empty when it is another.
QString windowed(const query::Expr &expr)
{
    const QString text =
        QString::fromStdString(query::printPromql(query::withoutParens(expr))).replace(u"[5m]"_s, u"[{{.window}}]"_s);
    return text.contains(u"{{.window}}"_s) ? text : QString();
}

// "a / b" as bad and all events.
bool readRatio(const QString &text, Objective &o)
{
    const auto expr = query::parsePromql(text.toStdString(), query::ParseOptions::everything());
    if (!expr)
        return false;
    const auto *divided = std::get_if<query::Binary>(&query::withoutParens(**expr).node);
    if (!divided || divided->op != query::BinaryOp::Divide)
        return false;
    o.badQuery = windowed(*divided->lhs);
    o.totalQuery = windowed(*divided->rhs);
    return !o.badQuery.isEmpty() && !o.totalQuery.isEmpty();
}

// The number of "vector(0.999)" or of a bare number.
std::optional<double> numberOf(QString text)
{
    text = text.trimmed();
    if (text.startsWith(u"vector("_s) && text.endsWith(u')'))
        text = text.mid(7).chopped(1);
    bool ok = false;
    const double value = text.trimmed().toDouble(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

const Rule *ruleOf(const std::vector<Rule> &rules, const QString &name, const char *label, const QString &id)
{
    const auto of = std::ranges::find_if(rules, [&](const Rule &rule) {
        return rule.kind == RuleKind::Recording && rule.name == name && rule.labels.text(label) == id;
    });
    return of == rules.end() ? nullptr : &*of;
}

std::optional<double> recordedNumber(const std::vector<Rule> &rules, const QString &name, const char *label,
                                     const QString &id)
{
    const Rule *rule = ruleOf(rules, name, label, id);
    return rule ? numberOf(rule->query) : std::nullopt;
}

std::optional<double> slothNumber(const std::vector<Rule> &rules, const QString &name, const QString &id)
{
    return recordedNumber(rules, name, "sloth_id", id);
}

// Pyrra's alerts hold "> (14 * (1-0.99))".
std::optional<double> pyrraTarget(const std::vector<Rule> &rules, const QString &slo)
{
    static const QRegularExpression budget(u"\\(\\s*1\\s*-\\s*(0?\\.[0-9]{1,12})\\s*\\)"_s);
    for (const Rule &rule : rules) {
        if (rule.kind != RuleKind::Alerting || rule.labels.text("slo") != slo)
            continue;
        if (const auto found = budget.match(rule.query.left(10'000)); found.hasMatch())
            return found.captured(1).toDouble();
    }
    return std::nullopt;
}

qint64 pyrraWindow(const std::vector<Rule> &rules, const QString &slo)
{
    for (const Rule &rule : rules) {
        const qsizetype at = rule.name.lastIndexOf(u":increase"_s);
        if (rule.kind == RuleKind::Recording && at > 0 && rule.labels.text("slo") == slo)
            if (const qint64 window = wire::sloDuration(rule.name.mid(at + 9).toStdString()); window > 0)
                return window;
    }
    return 28 * base::nsPerDay;
}

class Finding {
public:
    Finding(const std::vector<Rule> &rules, const QStringList &known) : m_rules(rules), m_known(known) {}

    RecordedSlos run()
    {
        for (const Rule &rule : m_rules) {
            if (rule.kind != RuleKind::Recording)
                continue;
            if (rule.name == u"slo:sli_error:ratio_rate5m"_s)
                takeSloth(rule);
            else if (rule.name == u"grafana_slo_total_rate_5m"_s)
                takeGrafana(rule);
            else if (rule.name.endsWith(u":burnrate5m"_s) && rule.labels.has("slo"))
                takePyrra(rule);
        }
        for (auto &[id, objective] : m_found)
            m_out.objectives.push_back(std::move(objective));
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool isNew(const QString &id) const
    {
        return !id.isEmpty() && !m_known.contains(id) && !m_found.contains(id);
    }

    void takeSloth(const Rule &rule)
    {
        const QString id = rule.labels.text("sloth_id");
        if (!isNew(id))
            return;
        Objective o;
        o.name = rule.labels.text("sloth_slo");
        o.service = rule.labels.text("sloth_service");
        o.form = signals::ObjectiveForm::Sloth;
        o.windowNs =
            static_cast<qint64>(slothNumber(m_rules, u"slo:time_period:days"_s, id).value_or(30)) * base::nsPerDay;
        takeRatio(rule, id, slothNumber(m_rules, u"slo:objective:ratio"_s, id), std::move(o));
    }

    void takePyrra(const Rule &rule)
    {
        const QString id = rule.labels.text("slo");
        if (!isNew(id))
            return;
        Objective o;
        o.name = id;
        o.service = rule.labels.text("job");
        o.form = signals::ObjectiveForm::Pyrra;
        o.windowNs = pyrraWindow(m_rules, id);
        takeRatio(rule, id, pyrraTarget(m_rules, id), std::move(o));
    }

    void takeRatio(const Rule &rule, const QString &id, std::optional<double> target, Objective o)
    {
        if (readRatio(rule.query, o))
            take(id, target, std::move(o));
        else
            m_out.problems
                << tr("%1: %2 is no ratio of two rates over five minutes").arg(id.left(120), rule.name.left(120));
    }

    // Ratios only: of others Grafana records no parts that could be counted.
    void takeGrafana(const Rule &all)
    {
        const char *label = "grafana_slo_uuid";
        const QString id = all.labels.text(label);
        if (!isNew(id))
            return;
        const Rule *good = ruleOf(m_rules, u"grafana_slo_success_rate_5m"_s, label, id);
        const auto parsed = [](const Rule *rule) -> QString {
            const auto expr = rule ? query::parsePromql(rule->query.toStdString(), query::ParseOptions::everything())
                                   : base::makeError(base::ErrorKind::Invalid, {});
            return expr ? windowed(**expr) : QString();
        };
        Objective o;
        o.name = all.labels.text("grafana_slo_name");
        o.service = all.labels.text("grafana_slo_service");
        o.owner = all.labels.text("grafana_slo_team");
        if (!o.owner.isEmpty())
            o.labels = {{"owner", o.owner.toStdString()}};
        o.form = signals::ObjectiveForm::Grafana;
        o.goodQuery = parsed(good);
        o.totalQuery = parsed(&all);
        o.windowNs = static_cast<qint64>(
                         recordedNumber(m_rules, u"grafana_slo_objective_window_seconds"_s, label, id).value_or(0)) *
                     base::nsPerSecond;
        if (o.goodQuery.isEmpty() || o.totalQuery.isEmpty())
            m_out.problems << tr("%1: %2 is no rate over five minutes").arg(id.left(120), all.name);
        else
            take(id, recordedNumber(m_rules, u"grafana_slo_objective"_s, label, id), std::move(o));
    }

    void take(const QString &id, std::optional<double> target, Objective o)
    {
        if (!target || !(*target > 0 && *target < 1)) {
            m_out.problems << tr("%1: no rule says its target").arg(id.left(120));
            return;
        }
        o.id = id;
        o.target = *target;
        if (o.name.isEmpty())
            o.name = id;
        if (o.windowNs <= 0 || o.windowNs > 366 * base::nsPerDay)
            o.windowNs = 30 * base::nsPerDay;
        m_found.emplace(id, std::move(o));
    }

    const std::vector<Rule> &m_rules;
    const QStringList &m_known;
    std::map<QString, Objective> m_found;
    RecordedSlos m_out;
};

} // namespace

RecordedSlos recordedSlos(const std::vector<Rule> &rules, const QStringList &known)
{
    return Finding(rules, known).run();
}

} // namespace wf::engine

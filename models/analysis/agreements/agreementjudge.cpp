// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/agreementjudge.h"

#include "models/analysis/agreements/clausejudge_p.h"
#include "models/analysis/agreements/exclusionrules.h"
#include "models/analysis/agreements/servicetime.h"
#include "models/analysis/budget/calendar.h"
#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace wf::analysis {

using base::TimeRange;
using signals::AgreementClause;
using signals::AgreementPeriod;
using signals::ClauseMeasure;
using signals::ClauseResult;
using signals::ClauseState;
using signals::Decimal;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

bool concerns(const signals::Agreement &agreement, const AgreementClause &clause, const IncidentFact &incident,
              TimeRange window)
{
    const bool isOfService =
        clause.service.isEmpty() ? agreement.services.contains(incident.service) : incident.service == clause.service;
    return isOfService && (clause.severity.isEmpty() || incident.severity == clause.severity) &&
           incident.range.startNs < window.endNs && incident.range.endNs > window.startNs;
}

class ClauseJudge {
public:
    ClauseJudge(const AgreementInput &input, const AgreementClause &clause, const ClauseMeasurement &measurement,
                TimeRange window)
        : m_case{input, clause, measurement, window, std::min(input.atNs, window.endNs), {}, {}, {}}
    {
    }

    ClauseResult run(std::vector<signals::AppliedExclusion> &exclusions)
    {
        m_out.clause = m_case.clause.id;
        m_out.window = m_case.window;
        m_out.measured = {m_case.window.startNs, m_case.untilNs};
        m_out.percent = m_out.bestPercent = m_out.projectedPercent = Decimal::unknown();
        m_out.evidence = m_case.measurement.evidence;
        m_case.counted = countedTime(m_case.input.agreement, m_case.clause, exclusions, m_case.window);
        const bool isDue = lengthOf(common(m_case.counted, {m_out.measured})) > 0;
        leaveGapsOut(exclusions);
        m_case.measured = common(m_case.counted, {m_out.measured});
        for (const IncidentFact &incident : m_case.input.incidents)
            if (concerns(m_case.input.agreement, m_case.clause, incident, m_out.measured))
                m_case.incidents.push_back(&incident);
        m_out.windowNs = lengthOf(m_case.counted);
        m_out.measuredNs = lengthOf(m_case.measured);
        m_out.allowedNs = Decimal::of(m_out.windowNs)
                              .scaled(Decimal::of(100) - m_case.clause.target, 100, 0, signals::Rounding::Down)
                              .coefficient();
        m_out.evidence.sha256 = measurementHash(m_case);
        if (!isDue)
            m_out.state = ClauseState::NotDue;
        else if (m_case.measurement.isContradictory)
            m_out.state = ClauseState::Contradictory;
        else if (m_out.measuredNs > 0)
            judge();
        return std::move(m_out);
    }

private:
    // Long gaps without samples do not count when the contract says so; the list of exclusions shows them.
    void leaveGapsOut(std::vector<signals::AppliedExclusion> &exclusions)
    {
        const AgreementClause &clause = m_case.clause;
        const bool isOfSamples = clause.measure == ClauseMeasure::Events;
        if (!isOfSamples || clause.missing != signals::MissingData::LeftOut)
            return;
        std::vector<TimeRange> gaps = m_case.measurement.gaps;
        std::erase_if(gaps, [&](const TimeRange &gap) { return gap.lengthNs() < clause.keptGapsUnderNs; });
        gaps = common(m_case.counted, gaps);
        if (gaps.empty())
            return;
        m_case.counted = without(m_case.counted, gaps);
        if (!m_case.measurement.isKnown)
            return; // nothing is known at all: that is said, and not a list of gaps
        signals::AppliedExclusion shown;
        shown.id = QStringLiteral("no-samples/") + clause.id;
        shown.section = clause.missingSection;
        shown.reason = tr("No samples");
        shown.approval = {signals::ApprovalState::Approved, tr("the contract"), 0, {}};
        shown.clauses = {clause.id};
        shown.excludedNs = lengthOf(gaps);
        shown.ranges = std::move(gaps);
        shown.holds = true;
        exclusions.push_back(std::move(shown));
    }

    // Time without incidents is only good where somebody would have kept them.
    [[nodiscard]] bool wereIncidentsKept()
    {
        m_out.evidence.coverage = std::numeric_limits<double>::quiet_NaN(); // there are no samples to miss
        const qint64 since = m_case.input.incidentsSinceNs;
        if (since <= m_case.window.startNs)
            return true;
        const QString words =
            tr("Incidents are only known since %1").arg(base::isoTime(since - since % base::nsPerSecond));
        const bool isWhollyBefore = m_out.measured.endNs <= since;
        (isWhollyBefore ? m_out.evidence.problems : m_out.evidence.notes) << words;
        return !isWhollyBefore;
    }

    void judge()
    {
        const ClauseMeasure measure = m_case.clause.measure;
        if ((measure == ClauseMeasure::Downtime || measure == ClauseMeasure::Response) && !wereIncidentsKept()) {
            m_out.state = ClauseState::NoData;
            return;
        }
        const Tally tally = measure == ClauseMeasure::Events     ? tallyEvents(m_case)
                            : measure == ClauseMeasure::Slices   ? tallySlices(m_case)
                            : measure == ClauseMeasure::Downtime ? tallyDowntime(m_case)
                                                                 : tallyResponses(m_case);
        if (!tally.isKnown) {
            m_out.state = ClauseState::NoData;
            return;
        }
        m_out.percent = tally.percent;
        m_out.usedNs = tally.usedNs;
        m_out.counted = tally.counted;
        m_out.late = tally.late;
        if (measure == ClauseMeasure::Downtime || measure == ClauseMeasure::Response) {
            m_out.evidence.total =
                measure == ClauseMeasure::Response ? tally.counted : static_cast<double>(m_case.incidents.size());
            m_out.evidence.bad = measure == ClauseMeasure::Response ? tally.late : m_out.evidence.total;
        }
        if (m_case.isFinal()) {
            m_out.bestPercent = m_out.projectedPercent = m_out.percent;
        } else if (measure != ClauseMeasure::Response) {
            const qint64 ahead = m_out.windowNs - m_out.measuredNs;
            m_out.bestPercent = m_case.percentOf(m_out.usedNs, m_out.windowNs);
            m_out.projectedPercent = m_case.percentOf(
                m_out.usedNs + std::llround(static_cast<double>(ahead) * tally.recentShare), m_out.windowNs);
        }
        applyTiers(m_case, tally.recentShare, m_out);
        m_out.state = stateOf();
        attribute(m_case, tally, m_out);
    }

    [[nodiscard]] ClauseState stateOf() const
    {
        const Decimal &target = m_case.clause.target;
        if (m_out.bestPercent < target)
            return ClauseState::Breached;
        if (m_out.percent < target)
            return ClauseState::AtRisk;
        return m_out.spentNs && *m_out.spentNs <= m_case.untilNs + base::nsPerDay ? ClauseState::AtRisk
                                                                                  : ClauseState::Met;
    }

    ClauseCase m_case;
    ClauseResult m_out;
};

void listIncidents(const AgreementInput &input, AgreementPeriod &out)
{
    for (const IncidentFact &incident : input.incidents) {
        if (!input.agreement.services.contains(incident.service) || incident.range.startNs >= out.measured.endNs ||
            incident.range.endNs <= out.measured.startNs)
            continue;
        signals::PeriodIncident one{
            incident.id, incident.title, incident.cause, incident.range, incident.isOpen, incident.acknowledgedNs, {}};
        for (const ClauseResult &clause : out.clauses) {
            const auto found = std::ranges::find(clause.violations, incident.id, &signals::ClauseViolation::incident);
            one.usedNs.push_back(found == clause.violations.end() ? 0 : found->usedNs);
        }
        out.incidents.push_back(std::move(one));
    }
    std::ranges::stable_sort(out.incidents, {}, [](const auto &one) { return one.range.startNs; });
}

void seal(const signals::Agreement &agreement, AgreementPeriod &out)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(agreement.sha256.toLatin1());
    for (const ClauseResult &clause : out.clauses)
        hash.addData(clause.evidence.sha256.toLatin1());
    out.sha256 = QString::fromLatin1(hash.result().toHex());
}

} // namespace

base::Result<TimeRange> settlementPeriodAt(const signals::Agreement &agreement, qint64 atNs)
{
    return agreementWindowAt(agreement.settlement, agreement.timeZone, atNs - 1);
}

base::Result<TimeRange> clauseWindowAt(const signals::Agreement &agreement, const AgreementClause &clause, qint64 atNs)
{
    return agreementWindowAt(clause.window, agreement.timeZone, atNs - 1);
}

base::Result<AgreementPeriod> judgeAgreement(const AgreementInput &input)
{
    const signals::Agreement &agreement = input.agreement;
    const auto period = settlementPeriodAt(agreement, input.atNs);
    if (!period)
        return period.error();
    AgreementPeriod out;
    out.agreement = agreement.id;
    out.version = agreement.version;
    out.contractSha256 = agreement.sha256;
    out.period = *period;
    out.measured = {period->startNs, std::min(input.atNs, period->endNs)};
    out.isFinal = input.atNs >= period->endNs;
    out.exclusions = appliedExclusions(agreement, input.exclusions, *period);
    if (out.period.endNs <= agreement.validity.startNs || out.period.startNs >= agreement.validity.endNs)
        out.problems << tr("The contract is not valid in this period");
    static const ClauseMeasurement none;
    for (const AgreementClause &clause : agreement.clauses) {
        const auto window = clauseWindowAt(agreement, clause, input.atNs);
        if (!window)
            return window.error();
        const auto measured = input.measurements.find(clause.id);
        // A longer window has exclusions before this period too.
        auto exclusions =
            *window == out.period ? out.exclusions : appliedExclusions(agreement, input.exclusions, *window);
        const std::size_t before = exclusions.size();
        out.clauses.push_back(
            ClauseJudge(input, clause, measured == input.measurements.end() ? none : measured->second, *window)
                .run(exclusions));
        out.exclusions.insert(out.exclusions.end(), exclusions.begin() + static_cast<std::ptrdiff_t>(before),
                              exclusions.end());
    }
    listIncidents(input, out);
    if (!agreement.money.currency.isEmpty())
        compensate(input, out);
    seal(agreement, out);
    return out;
}

} // namespace wf::analysis

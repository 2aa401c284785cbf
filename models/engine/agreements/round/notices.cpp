// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/round/notices.h"

#include "models/base/timetext.h"
#include "models/query/template/alert/alerttemplate.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using signals::ClauseResult;
using signals::ClauseState;
using signals::NoticeDuty;
using signals::NoticeOccasion;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

// Since when the whole allowance is used, read from the curve.
qint64 spentAt(const ClauseResult &clause)
{
    for (std::size_t i = 1; i < clause.curve.size(); ++i) {
        const auto &before = clause.curve[i - 1];
        const auto &after = clause.curve[i];
        if (after.usedNs <= clause.allowedNs)
            continue;
        const double share =
            static_cast<double>(clause.allowedNs - before.usedNs) / static_cast<double>(after.usedNs - before.usedNs);
        return before.atNs + std::llround(static_cast<double>(after.atNs - before.atNs) * std::clamp(share, 0.0, 1.0));
    }
    return clause.measured.endNs;
}

QString defaultSubject(NoticeOccasion occasion)
{
    switch (occasion) {
    case NoticeOccasion::AtRisk:
        return tr("{{ $labels.title }}: {{ $labels.clause }} is at risk");
    case NoticeOccasion::Breach:
        return tr("{{ $labels.title }}: {{ $labels.clause }} was not met");
    case NoticeOccasion::Incident:
        return tr("{{ $labels.title }}: {{ $labels.incident }}");
    case NoticeOccasion::Maintenance:
        return tr("{{ $labels.title }}: maintenance at {{ $labels.occurred }}");
    case NoticeOccasion::CreditDue:
        return tr("{{ $labels.title }}: credit for {{ $labels.period }}");
    case NoticeOccasion::Report:
        break;
    }
    return tr("{{ $labels.title }}: report for {{ $labels.period }}");
}

QString defaultText(NoticeOccasion occasion)
{
    switch (occasion) {
    case NoticeOccasion::AtRisk:
    case NoticeOccasion::Breach:
        return tr("{{ $labels.clause }} stands at {{ $labels.measured }} % of the promised {{ $labels.target }} % in "
                  "{{ $labels.period }}.");
    case NoticeOccasion::Incident:
        return tr("{{ $labels.incident }} began at {{ $labels.occurred }}: {{ $labels.what }}.");
    case NoticeOccasion::Maintenance:
        return tr("Maintenance begins at {{ $labels.occurred }}: {{ $labels.what }}.");
    case NoticeOccasion::CreditDue:
        return tr("For {{ $labels.period }} a credit of {{ $labels.due }} {{ $labels.currency }} is due.");
    case NoticeOccasion::Report:
        break;
    }
    return tr("The report for {{ $labels.period }} is enclosed.");
}

QString filled(const QString &text, const base::Labels &labels, qint64 nowNs)
{
    query::TemplateContext context;
    context.labels = labels;
    context.timeMs = nowNs / base::nsPerMs;
    const auto expanded = query::expandTemplate(text.toStdString(), context);
    return expanded ? QString::fromStdString(*expanded)
                    : tr("(The template does not work: %1) %2").arg(expanded.error().summary, text);
}

class NoticeWriter {
public:
    NoticeWriter(const signals::Agreement &agreement, const signals::AgreementPeriod &period, const BookState &book)
        : m_agreement(agreement), m_period(period), m_book(book), m_periodName(periodName(agreement, period.period))
    {
    }

    std::vector<Notice> run()
    {
        for (const NoticeDuty &duty : m_agreement.notices)
            arise(duty);
        std::ranges::stable_sort(m_out, {}, &Notice::dueNs);
        return std::move(m_out);
    }

private:
    void arise(const NoticeDuty &duty)
    {
        switch (duty.occasion) {
        case NoticeOccasion::AtRisk:
        case NoticeOccasion::Breach:
            return ofClauses(duty);
        case NoticeOccasion::Incident:
            for (const auto &incident : m_period.incidents)
                add(duty, incident.id, incident.range.startNs, incident.range.startNs + duty.withinNs, nullptr,
                    incident.title);
            return;
        case NoticeOccasion::Maintenance:
            for (const auto &exclusion : m_period.exclusions)
                if (exclusion.kind == signals::ExclusionKind::PlannedMaintenance)
                    for (const auto &range : exclusion.ranges)
                        add(duty, exclusion.id, range.startNs, range.startNs - duty.withinNs, nullptr,
                            exclusion.reason);
            return;
        case NoticeOccasion::CreditDue:
            if (m_period.isFinal && m_period.due.isKnown() && !m_period.due.isZero())
                add(duty, {}, m_period.period.endNs, m_period.period.endNs + duty.withinNs, nullptr, {});
            return;
        case NoticeOccasion::Report:
            if (m_period.isFinal)
                add(duty, {}, m_period.period.endNs, m_period.period.endNs + duty.withinNs, nullptr, {});
            return;
        }
    }

    void ofClauses(const NoticeDuty &duty)
    {
        const bool isOfBreach = duty.occasion == NoticeOccasion::Breach;
        for (std::size_t i = 0; i < m_period.clauses.size(); ++i) {
            const ClauseResult &clause = m_period.clauses[i];
            if (clause.state != (isOfBreach ? ClauseState::Breached : ClauseState::AtRisk))
                continue;
            qint64 when = isOfBreach ? spentAt(clause) : clause.measured.endNs;
            when -= when % base::nsPerSecond; // for people
            add(duty, clause.clause, when, when + duty.withinNs, &m_agreement.clauses[i], {}, &clause);
        }
    }

    void add(const NoticeDuty &duty, const QString &about, qint64 occurredNs, qint64 dueNs,
             const signals::AgreementClause *clause, const QString &what, const ClauseResult *result = nullptr)
    {
        constexpr std::size_t most = 1000;
        Notice out;
        out.id = m_agreement.id + u'/' + m_periodName + u'/' + duty.id + (about.isEmpty() ? QString() : u'/' + about);
        const auto known = std::ranges::find(m_book.notices, out.id, &Notice::id);
        const bool isListed = std::ranges::find(m_out, out.id, &Notice::id) != m_out.end();
        if (isListed || m_out.size() >= most)
            return;
        if (known != m_book.notices.end()) {
            m_out.push_back(*known);
            return;
        }
        out.agreement = m_agreement.id;
        out.duty = duty.id;
        out.clause = clause ? clause->id : QString();
        out.to = duty.to == QLatin1String("customer")   ? m_agreement.customer.contact
                 : duty.to == QLatin1String("provider") ? m_agreement.provider.contact
                                                        : duty.to;
        out.occurredNs = occurredNs;
        out.dueNs = dueNs;
        const auto text = [](const QString &value) { return value.left(2000).toStdString(); };
        const base::Labels labels{{"agreement", text(m_agreement.reference)},
                                  {"title", text(m_agreement.title)},
                                  {"counterpart", text(m_agreement.counterpart().name)},
                                  {"clause", clause ? text(clause->name) : std::string()},
                                  {"target", clause ? text(clause->target.shortText()) : std::string()},
                                  {"measured", result ? text(result->percent.shortText()) : std::string()},
                                  {"period", text(m_periodName)},
                                  {"due", text(m_period.due.text())},
                                  {"at_risk", text(m_period.atRisk.text())},
                                  {"currency", text(m_agreement.money.currency)},
                                  {"incident", duty.occasion == NoticeOccasion::Incident ? text(about) : std::string()},
                                  {"what", text(what)},
                                  {"occurred", text(base::isoTime(occurredNs))},
                                  {"due_time", text(base::isoTime(dueNs))}};
        out.subject = filled(duty.subject.isEmpty() ? defaultSubject(duty.occasion) : duty.subject, labels, occurredNs);
        out.text = filled(duty.text.isEmpty() ? defaultText(duty.occasion) : duty.text, labels, occurredNs);
        m_out.push_back(std::move(out));
    }

    const signals::Agreement &m_agreement;
    const signals::AgreementPeriod &m_period;
    const BookState &m_book;
    QString m_periodName;
    std::vector<Notice> m_out;
};

} // namespace

std::vector<Notice> dueNotices(const signals::Agreement &agreement, const signals::AgreementPeriod &period,
                               const BookState &book)
{
    return NoticeWriter(agreement, period, book).run();
}

} // namespace wf::engine

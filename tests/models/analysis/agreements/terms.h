// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/agreements/agreementjudge.h"

#include <QDateTime>
#include <QTimeZone>

namespace wf::agreementtest {

using base::nsPerDay;
using base::nsPerHour;
using base::nsPerMinute;

inline qint64 at(const char *iso, const QTimeZone &zone = QTimeZone::utc())
{
    QDateTime time = QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
    time.setTimeZone(zone);
    return time.toMSecsSinceEpoch() * base::nsPerMs;
}

inline signals::Decimal decimal(const char *text)
{
    return *signals::Decimal::parse(QString::fromLatin1(text));
}

// 42 000 EUR a month; one clause of 99.95 % over events with tiers of 5, 10 and 25 %.
inline signals::Agreement contract()
{
    using namespace signals;
    Agreement a;
    a.id = QStringLiteral("spa-114");
    a.provider.name = QStringLiteral("Halcyon");
    a.customer.name = QStringLiteral("Fernhill Outdoor");
    a.services = {QStringLiteral("gateway"), QStringLiteral("checkout")};
    a.timeZone = QStringLiteral("UTC");
    a.validity = {at("2025-01-01T00:00:00"), at("2028-01-01T00:00:00")};
    a.money.currency = QStringLiteral("EUR");
    a.money.fee = decimal("42000.00");
    a.sha256 = QStringLiteral("c0ffee");
    AgreementClause clause;
    clause.id = QStringLiteral("availability");
    clause.objective = QStringLiteral("gateway-availability");
    clause.target = decimal("99.95");
    const auto tier = [](const char *below, const char *notBelow, const char *percent) {
        CompensationTier out;
        out.below = decimal(below);
        if (notBelow)
            out.notBelow = decimal(notBelow);
        out.feePercent = decimal(percent);
        return out;
    };
    clause.tiers = {tier("99.95", "99.90", "5"), tier("99.90", "99.00", "10"), tier("99.00", nullptr, "25")};
    a.clauses.push_back(clause);
    return a;
}

inline signals::Agreement downtimeContract()
{
    signals::Agreement a = contract();
    a.clauses[0].measure = signals::ClauseMeasure::Downtime;
    a.clauses[0].objective.clear();
    return a;
}

inline analysis::IncidentFact incident(const char *id, qint64 from, qint64 to, const char *service = "gateway")
{
    return {QString::fromLatin1(id),    {},         {},    QString::fromLatin1(service),
            QStringLiteral("critical"), {from, to}, false, {}};
}

inline analysis::ClauseMeasurement events(double total, double bad)
{
    analysis::ClauseMeasurement out;
    out.isKnown = true;
    out.total = total;
    out.bad = bad;
    return out;
}

inline signals::AgreementExclusion exclusion(const char *id, qint64 from, qint64 lengthNs,
                                             const QTimeZone &zone = QTimeZone::utc())
{
    signals::AgreementExclusion out;
    out.id = QString::fromLatin1(id);
    out.kind = signals::ExclusionKind::ForceMajeure;
    out.approval = {signals::ApprovalState::Approved, QStringLiteral("Jonas"), 0, {}};
    const QDateTime first = QDateTime::fromMSecsSinceEpoch(from / base::nsPerMs, zone);
    out.window = *base::RecurringWindow::of({QDateTime(first.date(), first.time()), zone, lengthNs, {}, {}});
    return out;
}

// Nothing in it when it cannot be judged.
inline signals::AgreementPeriod judged(const analysis::AgreementInput &input)
{
    auto out = analysis::judgeAgreement(input);
    return out ? *out : signals::AgreementPeriod{};
}

inline signals::AgreementPeriod ofEvents(const signals::Agreement &a, qint64 atNs, double total, double bad)
{
    analysis::AgreementInput input{a, atNs};
    input.measurements[QStringLiteral("availability")] = events(total, bad);
    return judged(input);
}

} // namespace wf::agreementtest

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/compose/composereport.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "models/engine/reports/compose/parts.h"
#include "models/signals/report/words.h"

#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

constexpr int printedDecimals = 3;

// The same contract, period and data always give the same name.
QString idOf(const ReportSource &source)
{
    const QString reference = source.agreement.reference.isEmpty() ? source.agreement.id : source.agreement.reference;
    QString safe;
    for (const QChar c : reference)
        safe += c.isLetterOrNumber() && c.unicode() < 128 ? c : u'-';
    const bool isMonth = source.agreement.settlement == AgreementWindow::Month;
    const auto named = [&](qint64 ns) {
        return base::shownAt(ns, source.zone).date().toString(isMonth ? u"yyyy-MM"_s : u"yyyy-MM-dd"_s);
    };
    QString name = named(source.period.period.startNs);
    if (source.period.settlements > 1)
        name += u"-to-"_s + named(source.period.period.endNs - 1);
    return u"SLA-%1-%2-%3"_s.arg(safe, name, source.period.sha256.left(6));
}

QString subtitleOf(const ReportSource &source)
{
    const Agreement &a = source.agreement;
    QString out = printable(a.title);
    if (!a.reference.isEmpty())
        out += u' ' + printable(a.reference);
    if (a.version > 1)
        out += u", version %1"_s.arg(a.version);
    if (!a.plan.isEmpty())
        out += u", plan "_s + printable(a.plan);
    if (!a.money.currency.isEmpty() && a.money.fee.isKnown())
        out += u", %1 fee %2"_s.arg(a.settlement == AgreementWindow::Month     ? u"monthly"_s
                                    : a.settlement == AgreementWindow::Quarter ? u"quarterly"_s
                                    : a.settlement == AgreementWindow::Year    ? u"yearly"_s
                                                                               : agreementWindowName(a.settlement),
                                    source.money(a.money.fee));
    if (source.period.settlements == 1 && a.money.isProrated && source.period.fee.isKnown() &&
        source.period.fee != a.money.fee)
        out += u", %1 for the days it was valid"_s.arg(source.money(source.period.fee));
    const auto &m = source.period.measured;
    return out + u". Measured %1 %2 to %3 %4 %5, %6."_s.arg(
                     dayWord(m.startNs, source.zone), clockWord(m.startNs, source.zone), dayWord(m.endNs, source.zone),
                     clockWord(m.endNs, source.zone), zoneWord(source.zone, m.startNs),
                     base::humanDuration(m.lengthNs()));
}

} // namespace

ReportSource::ReportSource(const ReportInput &from)
    : input(from), agreement(from.agreement), period(from.period), zone(from.agreement.timeZone.toUtf8())
{
    if (!zone.isValid())
        zone = QTimeZone::utc();
}

const AgreementClause *ReportSource::clause(const QString &id) const
{
    const auto found = std::ranges::find(agreement.clauses, id, &AgreementClause::id);
    return found == agreement.clauses.end() ? nullptr : &*found;
}

QString ReportSource::number(const QString &clauseId) const
{
    const auto *found = clause(clauseId);
    return printable(found == nullptr || found->number.isEmpty() ? clauseId : found->number);
}

QString ReportSource::percent(const Decimal &measured) const
{
    // What the contract leaves as it is, is printed with three decimals: downwards, so that it never reaches a target.
    const Decimal compared = measured.rounded(agreement.measuredDecimals, agreement.measuredRounding);
    return (compared.scale() > printedDecimals ? compared.rounded(printedDecimals, Rounding::Down) : compared).text();
}

QString ReportSource::money(const Decimal &amount) const
{
    return moneyWords(amount.rounded(agreement.money.decimals, agreement.money.rounding), agreement.money.currency);
}

QString ReportSource::moment(qint64 ns) const
{
    return u"%1, %2 %3"_s.arg(dayWord(ns, zone), clockWord(ns, zone), zoneWord(zone, ns));
}

QString printable(const QString &text)
{
    return base::visibleText(text.simplified(), 4000);
}

double minutesOf(qint64 ns)
{
    return static_cast<double>(ns) / static_cast<double>(base::nsPerMinute);
}

ReportVerdict verdictOf(ClauseState state)
{
    switch (state) {
    case ClauseState::Met:
        return ReportVerdict::Met;
    case ClauseState::AtRisk:
        return ReportVerdict::AtRisk;
    case ClauseState::Breached:
        return ReportVerdict::Breached;
    case ClauseState::NoData:
    case ClauseState::Contradictory:
    case ClauseState::NotDue:
        break;
    }
    return ReportVerdict::NotMeasured;
}

QString moneyWords(const Decimal &amount, const QString &currency)
{
    if (!amount.isKnown())
        return u"not known"_s;
    const QString symbol = currency == u"EUR"_s   ? u"€"_s
                           : currency == u"USD"_s ? u"$"_s
                           : currency == u"GBP"_s ? u"£"_s
                                                  : currency;
    const QString text = (amount.isNegative() ? -amount : amount).text();
    const qsizetype point = text.indexOf(u'.');
    const QString whole = base::groupedInteger(text.left(point).toLongLong());
    return (amount.isNegative() ? u"−"_s : QString()) + symbol + u'\u00A0' + whole +
           (point < 0 ? QString() : text.mid(point));
}

Report composeReport(const ReportInput &input)
{
    const ReportSource source(input);
    Report r;
    r.id = idOf(source);
    r.agreement = input.agreement.id;
    r.isInterim = !input.period.isFinal;
    r.provider = printable(input.agreement.provider.name);
    r.customer = printable(input.agreement.customer.name);
    r.title = periodWords(input.period.measured, source.zone) + (r.isInterim ? u", interim"_s : QString());
    r.subtitle = subtitleOf(source);
    r.period = input.period.period;
    r.measured = input.period.measured;
    r.timeZone = input.agreement.timeZone;
    r.currency = input.agreement.money.currency;
    r.branding = input.branding;
    r.preparedBy = printable(input.preparedBy);
    r.toolVersion = input.toolVersion;
    r.dataHash = input.period.sha256;
    addFigures(source, r);
    if (input.settlements.empty()) {
        r.summary = summaryOf(source);
        addClauses(source, r);
        addCredits(source, r);
    } else {
        r.summary = spanSummary(source);
        addSettlements(source, r);
    }
    addCharts(source, r);
    addIncidents(source, r);
    addExclusions(source, r);
    if (input.settlements.empty())
        addMethod(source, r);
    addTrend(source, r);
    r.glossary = glossary();
    return r;
}

} // namespace wf::engine

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/agreementwords.h"

#include "models/base/duration.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

namespace wf::ui {

using signals::ClauseState;
using signals::Decimal;

namespace {

constexpr QChar thinSpace(0x2009);

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

QString signOf(const QString &currency)
{
    return currency == QLatin1String("EUR")   ? QStringLiteral("€")
           : currency == QLatin1String("USD") ? QStringLiteral("$")
           : currency == QLatin1String("GBP") ? QStringLiteral("£")
                                              : currency;
}

QString grouped(QString digits)
{
    const qsizetype point = digits.indexOf(u'.');
    for (qsizetype i = (point < 0 ? digits.size() : point) - 3; i > (digits.startsWith(u'-') ? 1 : 0); i -= 3)
        digits.insert(i, thinSpace);
    return digits;
}

QString minutes(qint64 ns)
{
    return QString::number(static_cast<double>(ns) / 6e10, 'f', 1);
}

QDateTime local(qint64 ns, const QString &timeZone)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, QTimeZone(timeZone.toUtf8()));
}

QString perWindow(signals::AgreementWindow window)
{
    switch (window) {
    case signals::AgreementWindow::Day:
        return tr("per day");
    case signals::AgreementWindow::Week:
        return tr("per week");
    case signals::AgreementWindow::Month:
        return tr("per month");
    case signals::AgreementWindow::Quarter:
        return tr("per quarter");
    case signals::AgreementWindow::Year:
        break;
    }
    return tr("per year");
}

} // namespace

signals::Severity severityOf(ClauseState state)
{
    switch (state) {
    case ClauseState::Met:
        return signals::Severity::Ok;
    case ClauseState::AtRisk:
        return signals::Severity::Warning;
    case ClauseState::Breached:
        return signals::Severity::Critical;
    case ClauseState::NoData:
    case ClauseState::Contradictory:
    case ClauseState::NotDue:
        break;
    }
    return signals::Severity::Unknown;
}

QString stateWord(ClauseState state)
{
    switch (state) {
    case ClauseState::Met:
        return tr("met");
    case ClauseState::AtRisk:
        return tr("at risk");
    case ClauseState::Breached:
        return tr("breached");
    case ClauseState::NoData:
        return tr("no data");
    case ClauseState::Contradictory:
        return tr("data contradict");
    case ClauseState::NotDue:
        break;
    }
    return tr("not valid then");
}

QString moneyText(const Decimal &amount, const QString &currency)
{
    if (currency.isEmpty() || !amount.isKnown())
        return QStringLiteral("–");
    return signOf(currency) + thinSpace + grouped(amount.text());
}

QString numberedName(const signals::AgreementClause &clause)
{
    return clause.number.isEmpty() ? clause.name : QString(clause.number + u' ' + clause.name);
}

QString percentText(const Decimal &percent)
{
    if (!percent.isKnown())
        return QStringLiteral("–");
    // Down: 100 % is only shown when it is.
    return percent.rounded(3, signals::Rounding::Down).text() + thinSpace + u'%';
}

QString allowanceText(const signals::AgreementClause &clause, const signals::ClauseResult &result)
{
    if (!result.percent.isKnown())
        return stateWord(result.state);
    if (clause.measure == signals::ClauseMeasure::Response)
        return tr("%1 of %2 late").arg(result.late).arg(result.counted);
    return tr("%1 of %2 min").arg(minutes(result.usedNs), minutes(result.allowedNs));
}

QString termsText(const signals::Agreement &a)
{
    QStringList parts{a.title};
    if (!a.plan.isEmpty())
        parts << a.plan;
    if (!a.money.currency.isEmpty())
        parts << moneyText(a.money.fee, a.money.currency) + u' ' + perWindow(a.settlement);
    const QString form = QStringLiteral("d MMM yyyy");
    parts << tr("%1 to %2")
                 .arg(local(a.validity.startNs, a.timeZone).toString(form),
                      local(a.validity.endNs - 1, a.timeZone).toString(form))
          << tr("version %1").arg(a.version) << a.timeZone;
    return parts.join(QStringLiteral(", "));
}

QString whenText(base::TimeRange range, const QString &timeZone)
{
    const QDateTime from = local(range.startNs, timeZone);
    const QDateTime to = local(range.endNs, timeZone);
    const QString form = QStringLiteral("d MMM, hh:mm");
    return tr("%1 to %2")
        .arg(from.toString(form), to.toString(from.date() == to.date() ? QStringLiteral("hh:mm") : form));
}

bool isMeasuredWhole(const signals::AgreementPeriod &period)
{
    return period.count(ClauseState::NoData) + period.count(ClauseState::Contradictory) == 0;
}

QString standing(const engine::AgreementState &state)
{
    if (state.error)
        return state.error->summary;
    const auto &p = state.period;
    const QString currency = state.agreement.money.currency;
    QString out = tr("%1 of %2 clauses are met.").arg(p.count(ClauseState::Met)).arg(p.clauses.size());
    if (!isMeasuredWhole(p))
        out += u' ' + tr("%1 have no figure.").arg(p.count(ClauseState::NoData) + p.count(ClauseState::Contradictory));
    if (!currency.isEmpty() && !p.due.isZero())
        out += u' ' + tr("%1 is due.").arg(moneyText(p.due, currency));
    if (!currency.isEmpty() && p.isCapReached)
        out += u' ' + tr("The cap is reached.");
    for (std::size_t i = 0; i < p.clauses.size(); ++i) {
        const auto &clause = p.clauses[i];
        const bool isTold = clause.state == ClauseState::AtRisk || clause.state == ClauseState::Breached;
        if (!isTold || clause.ahead.empty())
            continue;
        const auto &next = clause.ahead.front();
        out += u' ' + tr("%1: tier %2, %3, is reached after %4 more of failure.")
                          .arg(state.agreement.clauses[i].name)
                          .arg(next.tier + 1)
                          .arg(moneyText(next.amount, currency),
                               base::humanDuration(next.afterMoreNs - next.afterMoreNs % base::nsPerSecond));
    }
    return out;
}

} // namespace wf::ui

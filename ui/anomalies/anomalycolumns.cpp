// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/anomalies/anomalycolumns.h"

#include "models/base/timetext.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/text/safetext.h"

#include <QCoreApplication>

#include <limits>

namespace wf::ui {

namespace {

using analysis::Vote;
using analysis::WatchTrend;
using widgets::CellKind;

QString tr(const char *text)
{
    return QCoreApplication::translate("Anomalies", text);
}

template<class Row>
items::RowColumn<Row> column(const QString &title, CellKind kind, Qt::Alignment alignment,
                             std::function<QVariant(const Row &, int)> what)
{
    return {title, alignment, [kind, what = std::move(what)](const Row &r, int role) -> QVariant {
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : what(r, role);
            }};
}

items::RowColumn<AnomalyRow> text(const QString &title, CellKind kind, Qt::Alignment alignment,
                                  std::function<QString(const AnomalyRow &)> what)
{
    return column<AnomalyRow>(title, kind, alignment,
                              [what = std::move(what)](const AnomalyRow &r, int role) -> QVariant {
                                  if (role == Qt::DisplayRole)
                                      return what(r);
                                  return role == widgets::DimmedRole ? QVariant(!r.run->isActive()) : QVariant();
                              });
}

QString voteWord(Vote vote)
{
    return vote == Vote::Yes ? tr("yes") : vote == Vote::No ? tr("no") : tr("abstains");
}

// One line for each, in the order of the squares.
QString votesTip(const engine::AnomalyRun &run)
{
    QStringList lines;
    for (const engine::RunVote &vote : run.votes)
        lines << vote.detector + QStringLiteral(": ") + voteWord(vote.vote);
    return widgets::plainTip(lines.join(u'\n'));
}

// The head of the column says what the band is.
QString shortReason(const QString &reason)
{
    const QString expected = QStringLiteral("expected ");
    return reason.startsWith(expected) ? reason.mid(expected.size()) : reason;
}

// As widgets::CellKind::Votes wants it.
double squareOf(Vote vote)
{
    return vote == Vote::Yes ? 1 : vote == Vote::No ? 0 : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

QString votesLegend(const engine::AnomalyRun &run)
{
    return run.votes.empty() ? QString()
                             : tr("Votes: filled yes, hollow no, dash abstains, in the order of the table beside");
}

QString shareText(double share)
{
    return QString::number(share * 100, 'f', 0) + QStringLiteral("\u2009%");
}

QString trendWords(WatchTrend trend)
{
    return trend == WatchTrend::Degrading   ? tr("getting worse")
           : trend == WatchTrend::Improving ? tr("getting better")
                                            : tr("stable");
}

std::vector<items::RowColumn<AnomalyRow>> anomalyColumns(const base::Clock &clock)
{
    return {
        column<AnomalyRow>(tr("Onset"), CellKind::Severity, Qt::AlignLeft,
                           [&clock](const AnomalyRow &r, int role) -> QVariant {
                               if (role == Qt::DisplayRole) // samples are a minute apart
                                   return base::dayAndTime(r.run->startNs, clock.nowNs());
                               if (role == widgets::SeverityRole)
                                   return static_cast<int>(engine::severityOf(*r.run));
                               return role == widgets::DimmedRole ? QVariant(!r.run->isActive()) : QVariant();
                           }),
        text(tr("Service"), CellKind::Text, Qt::AlignLeft, [](const AnomalyRow &r) { return r.run->of->lane(); }),
        column<AnomalyRow>(tr("What"), CellKind::Text, Qt::AlignLeft,
                           [](const AnomalyRow &r, int role) -> QVariant {
                               if (role == Qt::DisplayRole)
                                   return r.run->of->what();
                               if (role == Qt::ToolTipRole) // a narrow column cuts it
                                   return widgets::plainTip(r.run->of->what());
                               return role == widgets::DimmedRole ? QVariant(!r.run->isActive()) : QVariant();
                           }),
        text(tr("Change"), CellKind::Number, Qt::AlignRight,
             [](const AnomalyRow &r) { return r.run->isMissing ? tr("no data") : engine::changeText(*r.run); }),
        column<AnomalyRow>(tr("Votes"), CellKind::Votes, Qt::AlignLeft,
                           [](const AnomalyRow &r, int role) -> QVariant {
                               const int cast = r.run->cast();
                               if (role == Qt::DisplayRole)
                                   return cast == 0 ? QString() : tr("%1 of %2").arg(r.run->yes()).arg(cast);
                               if (role == widgets::NumbersRole) {
                                   std::vector<double> squares;
                                   for (const engine::RunVote &vote : r.run->votes)
                                       squares.push_back(squareOf(vote.vote));
                                   return QVariant::fromValue(squares);
                               }
                               if (role == Qt::ToolTipRole)
                                   return votesTip(*r.run);
                               return role == widgets::DimmedRole ? QVariant(!r.run->isActive()) : QVariant();
                           }),
        text(tr("Score"), CellKind::Number, Qt::AlignRight,
             [](const AnomalyRow &r) { return r.run->isMissing ? QString() : QString::number(r.run->score, 'f', 2); }),
        text(tr("Confidence"), CellKind::Number, Qt::AlignRight,
             [](const AnomalyRow &r) { return r.run->confidence > 0 ? shareText(r.run->confidence) : QString(); }),
        text(tr("Trend"), CellKind::Text, Qt::AlignLeft,
             [](const AnomalyRow &r) {
                 return r.run->isActive() ? trendWords(r.run->trend)
                                          : tr("ended %1").arg(base::hourMinute(r.run->endNs));
             }),
        text(tr("Incident"), CellKind::Mono, Qt::AlignLeft, [](const AnomalyRow &r) { return r.incident; })};
}

std::vector<items::RowColumn<engine::RunVote>> voteColumns()
{
    using engine::RunVote;
    return {column<RunVote>(tr("Detector"), CellKind::Text, Qt::AlignLeft,
                            [](const RunVote &v, int role) -> QVariant {
                                return role == Qt::DisplayRole ? QVariant(v.detector) : QVariant();
                            }),
            column<RunVote>(tr("Vote"), CellKind::Votes, Qt::AlignLeft,
                            [](const RunVote &v, int role) -> QVariant {
                                if (role == Qt::DisplayRole)
                                    return voteWord(v.vote);
                                return role == widgets::NumbersRole
                                           ? QVariant::fromValue(std::vector<double>{squareOf(v.vote)})
                                           : QVariant();
                            }),
            column<RunVote>(tr("Since"), CellKind::Mono, Qt::AlignLeft,
                            [](const RunVote &v, int role) -> QVariant {
                                return role == Qt::DisplayRole
                                           ? QVariant(v.sinceNs ? base::timeOfDay(v.sinceNs) : QString())
                                           : QVariant();
                            }),
            column<RunVote>(tr("Expected, or why"), CellKind::Text, Qt::AlignLeft,
                            [](const RunVote &v, int role) -> QVariant {
                                if (role == Qt::ToolTipRole)
                                    return widgets::plainTip(v.reason);
                                return role == Qt::DisplayRole ? QVariant(shortReason(v.reason)) : QVariant();
                            })};
}

} // namespace wf::ui

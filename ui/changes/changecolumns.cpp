// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/changes/changecolumns.h"

#include "models/base/untrusted.h"
#include "ui/base/cells.h"

#include <QCoreApplication>

namespace wf::ui {

namespace {

using engine::Change;
using engine::ChangeSignal;
using engine::ChangeVerdict;
using widgets::CellKind;

QString tr(const char *text)
{
    return QCoreApplication::translate("Changes", text);
}

QString kindWords(const Change &change)
{
    switch (change.signal) {
    case ChangeSignal::Pattern:
        return tr("log");
    case ChangeSignal::Trait:
        return tr("trace");
    case ChangeSignal::Metric:
        break;
    }
    return tr("metric");
}

QVariant sparkOf(const Change &change, int role)
{
    if (role == widgets::NumbersRole)
        return QVariant::fromValue(std::vector<double>(change.line.begin(), change.line.end()));
    if (role == widgets::MarkRole && !change.line.empty() && !engine::isMove(change))
        return static_cast<double>(change.first) / static_cast<double>(change.line.size());
    return {};
}

} // namespace

std::vector<items::RowColumn<Change>> changeColumns(bool moves)
{
    const auto text = [](QString (*what)(const Change &)) {
        return [what](const Change &c, int role) -> QVariant {
            return role == Qt::DisplayRole ? QVariant(what(c)) : QVariant();
        };
    };
    return {
        cellColumn<Change>(tr("Signal"), CellKind::Text, Qt::AlignLeft, text(kindWords)),
        cellColumn<Change>(tr("What"), CellKind::Text, Qt::AlignLeft,
                           [](const Change &c, int role) -> QVariant {
                               if (role == Qt::DisplayRole)
                                   return base::visibleText(c.title, 512);
                               return role == widgets::SecondLineRole ? QVariant(base::visibleText(c.detail, 512))
                                                                      : QVariant();
                           }),
        {moves ? tr("Moves") : tr("Before \u2192 in the window"), moves ? Qt::AlignLeft : Qt::AlignRight,
         [moves](const Change &c, int role) -> QVariant {
             // Two shares are no value with its unit.
             const bool isWords = moves || c.signal == ChangeSignal::Trait;
             if (role == widgets::CellKindRole)
                 return static_cast<int>(isWords ? CellKind::Text : CellKind::Number);
             return role == Qt::DisplayRole ? QVariant(engine::changeInWords(c)) : QVariant();
         }},
        cellColumn<Change>(tr("Line"), CellKind::Spark, Qt::AlignLeft, sparkOf),
        cellColumn<Change>(tr("Because"), CellKind::Text, Qt::AlignLeft, text(engine::changeReason)),
        cellColumn<Change>(tr("With it"), CellKind::Number, Qt::AlignRight, [](const Change &c, int role) -> QVariant {
            return role == Qt::DisplayRole && c.foldedCount > 0 ? QVariant(QStringLiteral("+%1").arg(c.foldedCount))
                                                                : QVariant();
        })};
}

QString changeKey(const Change &change)
{
    return QString::number(static_cast<int>(change.signal)) + u' ' + change.title + u' ' + change.detail + u' ' +
           change.query;
}

} // namespace wf::ui

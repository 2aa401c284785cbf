// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/patternstable.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/panel.h"

#include <QBoxLayout>

namespace wf::ui {

QString fixedPart(const QString &pattern)
{
    QString best;
    for (const auto &part : pattern.split(QStringLiteral("<_>")))
        if (part.trimmed().size() > best.size())
            best = part.trimmed();
    return best;
}

PatternsTable::PatternsTable(QWidget *parent)
    : QWidget(parent), m_table(new FlatTable(tr("Patterns, most frequent first")))
{
    using Pattern = signals::LogPattern;
    m_rows = new items::RowsModel<Pattern, QString>(
        {{tr("Lines"), Qt::AlignRight,
          [](const Pattern &p, int role) -> QVariant {
              if (role == widgets::CellKindRole)
                  return static_cast<int>(widgets::CellKind::Number);
              return role == Qt::DisplayRole ? base::groupedInteger(p.count) : QVariant();
          }},
         {tr("Share"), Qt::AlignRight,
          [this](const Pattern &p, int role) -> QVariant {
              if (role == widgets::CellKindRole)
                  return static_cast<int>(widgets::CellKind::Number);
              return role == Qt::DisplayRole
                         ? base::formatValue(static_cast<double>(p.count) / m_total, base::Unit::Ratio)
                         : QVariant();
          }},
         {tr("Level"), Qt::AlignLeft,
          [](const Pattern &p, int role) -> QVariant {
              return role == Qt::DisplayRole && p.level != signals::LogLevel::Unknown ? signals::logLevelName(p.level)
                                                                                      : QVariant();
          }},
         {tr("Pattern"), Qt::AlignLeft,
          [](const Pattern &p, int role) -> QVariant {
              return role == Qt::DisplayRole ? base::visibleText(p.pattern, 2048) : QVariant();
          }}},
        [](const Pattern &p) { return p.pattern; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({90, 80, 80, 0});
    m_panel = new widgets::Panel(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_panel);
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *pattern = m_rows->at(index))
            Q_EMIT patternSelected(*pattern);
    });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { Q_EMIT menuRequested(m_table->viewport()->mapToGlobal(at)); });
    connect(m_table, &FlatTable::rowOpened, this, [this](const QModelIndex &index) {
        if (const auto *pattern = m_rows->at(index))
            Q_EMIT patternOpened(*pattern);
    });
}

const signals::LogPattern *PatternsTable::current() const
{
    return m_rows->at(m_table->currentIndex());
}

void PatternsTable::setLoading()
{
    m_panel->setTitle(tr("Patterns"));
    m_panel->showLoading(tr("Looking for patterns"), !m_rows->rows().empty());
}

void PatternsTable::setPatterns(const engine::LogPatterns &patterns)
{
    m_total = 0;
    for (const auto &p : patterns.patterns)
        m_total += static_cast<double>(p.count);
    m_total = std::max(1.0, m_total);
    const QString from = patterns.lines > 0 ? tr("Found in %1 lines.").arg(base::groupedInteger(patterns.lines))
                                            : tr("As the server counts them.");
    m_panel->setTitle(tr("Patterns"), patterns.note.isEmpty() ? from : QString(patterns.note + u' ' + from));
    m_rows->setRows(patterns.patterns);
    if (patterns.patterns.empty())
        m_panel->showEmpty(tr("No patterns"), tr("There are no lines to find them in."));
    else
        m_panel->showContent();
}

} // namespace wf::ui

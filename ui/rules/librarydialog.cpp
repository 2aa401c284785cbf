// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/librarydialog.h"

#include "models/engine/rules/bench/composed.h"
#include "ui/base/flattable.h"
#include "ui/rules/list/textcolumn.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::RuleOffer;
using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

namespace {
constexpr qint64 metricsAgeNs = 10 * base::nsPerMinute;
}

LibraryDialog::LibraryDialog(engine::RuleSnapshotPtr snapshot, const QString &source, engine::MetricReader &metrics,
                             QWidget *parent)
    : QDialog(parent),
      m_snapshot(std::move(snapshot)),
      m_source(source),
      m_metrics(metrics),
      m_filter(new widgets::FilterEdit(tr("Rule, subject or metric"))),
      m_table(new FlatTable(tr("Ready rules, those that would work at once first"))),
      m_rows(new items::RowsModel<Row, int>(
          columns(), [](const Row &row) { return row.number; }, this)),
      m_panel(new widgets::Panel(m_table)),
      m_summary(new PlainLabel({}, TextRole::Strong)),
      m_means(new PlainLabel({}, TextRole::Small, Tone::Secondary)),
      m_runbook(new PlainLabel({}, TextRole::Small, Tone::Secondary)),
      m_take(new widgets::Button(tr("Edit a copy")))
{
    build();
    ask();
}

void LibraryDialog::build()
{
    setWindowTitle(tr("New rule from the library"));
    resize(760, 560);
    m_filter->setAccessibleName(tr("Filter ready rules"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 120, 230});
    m_panel->setHeaderVisible(false);
    m_means->setWrap(true);
    m_runbook->setWrap(true);
    m_summary->setWrap(true);
    m_take->setPrimary(true);
    auto *buttons = new QHBoxLayout;
    auto *cancel = new widgets::Button(tr("Cancel"));
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_take);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_panel, 1);
    column->addWidget(m_summary);
    column->addWidget(m_means);
    column->addWidget(m_runbook);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, &LibraryDialog::take);
    connect(m_table, &FlatTable::rowOpened, this, &LibraryDialog::take);
    connect(m_table, &FlatTable::rowSelected, this, &LibraryDialog::showCurrent);
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, &LibraryDialog::list);
    m_take->setEnabled(false);
}

QString LibraryDialog::stateOf(const RuleOffer &offer)
{
    if (offer.present)
        return tr("there already, as %1").arg(offer.present->rule.name);
    if (offer.missing.isEmpty())
        return tr("works at once");
    return offer.missing.size() == 1
               ? tr("needs %1").arg(offer.missing.front())
               : tr("needs %1 and %2 more").arg(offer.missing.front()).arg(offer.missing.size() - 1);
}

std::vector<items::RowColumn<LibraryDialog::Row>> LibraryDialog::columns()
{
    const auto isNotReady = [](const Row &row) { return !row.offer.isReady(); };
    return {textColumn<Row>(
                tr("Rule"), [](const Row &row) { return engine::libraryName(*row.offer.rule); }, isNotReady),
            textColumn<Row>(
                tr("Subject"), [](const Row &row) { return row.offer.rule->subject; }, isNotReady),
            textColumn<Row>(
                tr("Here"), [](const Row &row) { return stateOf(row.offer); }, isNotReady)};
}

void LibraryDialog::ask()
{
    m_panel->showLoading(tr("Asking which metrics there are"), false);
    m_request = m_metrics.metadata(metricsAgeNs, [this](const base::Result<engine::MetricReader::MetadataPtr> &known) {
        if (!known)
            return m_panel->showError(tr("The metrics could not be asked"), known.error(),
                                      {{tr("Try again"), u"refresh"_s, [this] { ask(); }}});
        QStringList names;
        for (const auto &metric : (*known)->metrics)
            names << metric.name;
        offer(names);
    });
}

void LibraryDialog::offer(const QStringList &metrics)
{
    m_all.clear();
    for (auto &one : engine::offersFor(*m_snapshot, m_source, metrics))
        m_all.push_back({static_cast<int>(m_all.size()), std::move(one)});
    list();
    m_table->setFocus();
}

void LibraryDialog::list()
{
    const QString filter = m_filter->text().trimmed();
    std::vector<Row> rows;
    std::ranges::copy_if(m_all, std::back_inserter(rows), [&filter](const Row &row) {
        const auto &rule = *row.offer.rule;
        return engine::libraryName(rule).contains(filter, Qt::CaseInsensitive) ||
               rule.subject.contains(filter, Qt::CaseInsensitive) ||
               !rule.metrics.filter(filter, Qt::CaseInsensitive).isEmpty();
    });
    const bool isEmpty = rows.empty();
    m_rows->setRows(std::move(rows));
    if (isEmpty && m_all.empty())
        m_panel->showEmpty(tr("Nothing fits"), tr("No source has a metric that a rule of the library reads."), {},
                           u"book"_s);
    else if (isEmpty)
        m_panel->showEmpty(tr("No rule matches"), tr("No ready rule, subject or metric has %1.").arg(filter), {},
                           u"search"_s);
    else
        m_panel->showContent();
    if (!isEmpty && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_rows->index(0, 0));
    showCurrent();
}

void LibraryDialog::showCurrent()
{
    const Row *row = m_rows->at(m_table->currentIndex());
    m_take->setEnabled(row != nullptr);
    m_summary->setText(row ? row->offer.rule->summary : QString());
    m_means->setText(row ? row->offer.rule->means : QString());
    m_runbook->setText(row ? row->offer.rule->runbook : QString());
}

void LibraryDialog::take()
{
    const Row *row = m_rows->at(m_table->currentIndex());
    if (!row)
        return;
    const QString text = engine::libraryText(*row->offer.rule), group = row->offer.rule->group;
    accept();
    Q_EMIT chosen(text, group);
}

} // namespace wf::ui

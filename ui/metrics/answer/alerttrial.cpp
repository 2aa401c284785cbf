// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/answer/alerttrial.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "models/engine/rules/replay/draft.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>

namespace wf::ui {

using widgets::CellKind;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {
constexpr int pauseMs = 300;
const QString ruleName = QStringLiteral("NewAlert");
} // namespace

AlertTrial::AlertTrial(engine::Replayer &replayer, const base::Clock &clock, QWidget *parent)
    : QWidget(parent), m_replayer(replayer), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseMs);
    connect(&m_soon, &QTimer::timeout, this, &AlertTrial::replay);
    build();
}

std::vector<items::RowColumn<AlertTrial::Row>> AlertTrial::columns() const
{
    const auto text = [](CellKind kind, auto words) {
        return [kind, words](const Row &row, int role) -> QVariant {
            if (role == widgets::CellKindRole)
                return static_cast<int>(kind);
            return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(words(row)) : QVariant();
        };
    };
    return {
        {tr("Fired at"), Qt::AlignLeft,
         text(CellKind::Text,
              [this](const Row &row) { return base::dayAndTime(row.judged.firing.startNs, m_clock.nowNs()); })},
        {tr("For"), Qt::AlignRight,
         text(CellKind::Number,
              [](const Row &row) {
                  const QString length = base::humanDuration(row.judged.firing.lengthNs());
                  return row.judged.firing.isOver ? length : tr("%1, fires").arg(length);
              })},
        {tr("Series"), Qt::AlignLeft,
         text(CellKind::Mono,
              [](const Row &row) { return base::visibleText(row.judged.labels.without({"alertname"}).toString()); })},
        {tr("Near it"), Qt::AlignLeft,
         text(CellKind::Text, [](const Row &row) { return base::visibleText(row.judged.context.near); })},
        {tr("Worth"), Qt::AlignLeft,
         text(CellKind::Text, [](const Row &row) { return engine::firingWorthName(row.judged.context.worth); })}};
}

void AlertTrial::build()
{
    m_for = new QLineEdit(QStringLiteral("5m"));
    m_for->setAccessibleName(tr("Holds for"));
    m_for->setFixedWidth(72);
    m_range = new widgets::PickButton(tr("Range"), tr("%1 d").arg(m_days));
    m_copy = new widgets::Button(tr("Copy as YAML"), QStringLiteral("copy"));
    m_summary = new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary);
    m_summary->setWrap(true); // the tile may be narrow, and this is what one came for
    m_summary->setContentsMargins(12, 0, 8, 6);
    m_summary->hide();
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 6);
    head->setSpacing(8);
    head->addWidget(new PlainLabel(tr("Holds for"), TextRole::Small, PlainLabel::Tone::Secondary));
    head->addWidget(m_for);
    head->addWidget(m_range);
    head->addStretch(1);
    head->addWidget(m_copy);
    m_rows = new items::RowsModel<Row, int>(
        columns(), [](const Row &row) { return row.number; }, this);
    m_table = new FlatTable(tr("When it would have fired"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({104, 104, 0, 190, 96});
    m_table->setDroppedWhenNarrow({3, 4});
    m_panel = new widgets::Panel(m_table);
    m_panel->setHeaderVisible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_summary);
    column->addWidget(m_panel, 1);
    setFocusProxy(m_for);
    connectAll();
}

void AlertTrial::connectAll()
{
    connect(m_for, &QLineEdit::textChanged, this, [this] {
        m_replayed.clear();
        m_soon.start();
    });
    connect(m_range, &QToolButton::clicked, this, [this] {
        auto *menu = new QMenu(m_range);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const int days : {1, 7, 14, 30})
            connect(menu->addAction(tr("%1 d").arg(days)), &QAction::triggered, this, [this, days] {
                m_days = days;
                m_range->setValue(tr("%1 d").arg(days));
                m_replayed.clear();
                m_soon.start();
            });
        menu->popup(m_range->mapToGlobal(QPoint(0, m_range->height())));
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        signals::Rule rule;
        rule.name = ruleName;
        rule.query = m_query;
        rule.forNs = base::parseDuration(m_for->text()).value_or(0);
        QGuiApplication::clipboard()->setText(engine::ruleYaml(rule));
        Q_EMIT yamlCopied();
    });
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const Row *row = m_rows->at(index))
            Q_EMIT momentChosen(row->judged.firing.startNs);
    });
    connect(m_panel, &widgets::Panel::stopRequested, this, [this] {
        m_request = {};
        m_panel->showContent();
        Q_EMIT settledChanged();
    });
}

void AlertTrial::setQuery(const QString &query)
{
    if (query == m_query)
        return;
    m_query = query;
    if (isVisible())
        m_soon.start();
}

void AlertTrial::setGivesHistograms(bool gives)
{
    if (gives == m_givesHistograms)
        return;
    m_givesHistograms = gives;
    m_replayed.clear();
    if (isVisible())
        m_soon.start();
}

void AlertTrial::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_query != m_replayed)
        m_soon.start();
}

void AlertTrial::replay()
{
    if (!isVisible())
        return;
    const QString problem = m_query.trimmed().isEmpty()           ? tr("Run a query first.")
                            : !base::parseDuration(m_for->text()) ? tr("Write the wait as 30s, 5m or 1h30m.")
                            : m_givesHistograms ? tr("It gives histograms, no numbers. Compare one of their quantiles: "
                                                     "histogram_quantile(0.99, …) > 1")
                                                : engine::expressionProblem(m_query);
    m_summary->setText({});
    m_summary->hide();
    if (!problem.isEmpty()) {
        m_request = {};
        m_rows->setRows({});
        m_panel->showEmpty(tr("This cannot be an alert yet"), problem);
        Q_EMIT settledChanged();
        return;
    }
    m_replayed = m_query;
    engine::ReplayQuestion question;
    question.rule = {ruleName, m_query, {base::parseDuration(m_for->text()).value_or(0), 0}, {}};
    question.days = m_days;
    m_panel->showLoading(tr("Asking for the last %1 days").arg(m_days), m_rows->rowCount() > 0);
    engine::Replayer::Replies replies;
    replies.done = [this](const base::Result<engine::ReplayPtr> &answer) {
        m_request = {};
        if (answer)
            shown(*answer);
        else
            m_panel->showError(tr("The past could not be asked"), answer.error(),
                               {{tr("Try again"), QStringLiteral("refresh"), [this] { replay(); }}});
        Q_EMIT settledChanged();
    };
    m_request = m_replayer.replay(question, std::move(replies));
}

void AlertTrial::shown(const engine::ReplayPtr &replay)
{
    std::vector<Row> rows;
    for (const auto &judged : replay->firings)
        rows.push_back({static_cast<int>(rows.size()) + 1, judged});
    m_rows->setRows({});
    m_rows->setRows(std::move(rows));
    m_panel->setCompleteness(replay->completeness, m_clock.nowNs());
    if (replay->firings.empty()) {
        m_panel->showEmpty(tr("Would not have fired"),
                           replay->keptSinceNs == 0
                               ? tr("It never gave anything for long enough in the last %1 days.").arg(m_days)
                               : tr("It never gave anything for long enough since %1. What it reads is not kept from "
                                    "before.")
                                     .arg(base::dayAndTime(replay->keptSinceNs, m_clock.nowNs())));
        return;
    }
    m_panel->showContent();
    QString words = engine::summaryOf(*replay);
    if (replay->keptSinceNs > 0)
        words += QStringLiteral(", ") +
                 tr("of samples since %1").arg(base::dayAndTime(replay->keptSinceNs, m_clock.nowNs()));
    m_summary->setText(words);
    m_summary->setVisible(!words.isEmpty());
    widgets::setPlainToolTip(m_summary,
                             replay->flaps > 0 ? tr("It flaps where it comes back within 10 min.") : QString());
}

} // namespace wf::ui

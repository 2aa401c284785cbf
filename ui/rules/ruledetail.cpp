// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/ruledetail.h"

#include "models/base/duration.h"
#include "models/engine/rules/replay/draft.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls.h"
#include "widgets/base/panel.h"
#include "widgets/base/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

namespace {
constexpr int pauseMs = 300;
}

RuleDetail::RuleDetail(engine::Replayer &replayer, WatchContext &context, QWidget *parent)
    : QWidget(parent), m_replayer(replayer), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildForm(*column);
    buildReplay(*column);
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseMs);
    connect(&m_soon, &QTimer::timeout, this, &RuleDetail::replay);
}

void RuleDetail::buildForm(QBoxLayout &column)
{
    const auto caption = [](const QString &text) { return new PlainLabel(text, TextRole::Small, Tone::Secondary); };
    m_name = new PlainLabel({}, TextRole::Title);
    m_facts = new PlainLabel({}, TextRole::Small, Tone::Secondary);
    m_error = new PlainLabel({}, TextRole::Small, Tone::Critical);
    m_error->setWrap(true);
    m_valid = new PlainLabel({}, TextRole::Small, Tone::Ok);
    m_valid->setWrap(true);
    m_expr = new QPlainTextEdit;
    m_expr->setAccessibleName(tr("Condition"));
    m_expr->setTabChangesFocus(true);
    m_expr->setFont(widgets::Theme::of(this).font(TextRole::Mono));
    m_expr->setFixedHeight(96);
    m_for = new QLineEdit;
    m_for->setAccessibleName(tr("Holds for"));
    m_keep = new QLineEdit;
    m_keep->setAccessibleName(tr("Keeps firing for"));
    m_back = new widgets::Button(tr("Take back"), QStringLiteral("undo"));
    m_copy = new widgets::Button(tr("Copy as YAML"), QStringLiteral("copy"));
    auto *form = new QVBoxLayout;
    form->setContentsMargins(12, 10, 12, 10);
    form->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_name, 1);
    head->addWidget(m_back);
    head->addWidget(m_copy);
    form->addLayout(head);
    form->addWidget(m_facts);
    form->addWidget(m_error);
    form->addSpacing(6);
    form->addWidget(caption(tr("Condition")));
    form->addWidget(m_expr);
    form->addWidget(m_valid);
    auto *waits = new QHBoxLayout;
    waits->setSpacing(12);
    for (const auto &[title, edit] : {std::pair(tr("Holds for"), m_for), std::pair(tr("Keeps firing for"), m_keep)}) {
        auto *field = new QVBoxLayout;
        field->setSpacing(4);
        field->addWidget(caption(title));
        field->addWidget(edit);
        edit->setPlaceholderText(tr("0s"));
        waits->addLayout(field);
        connect(edit, &QLineEdit::textChanged, this, &RuleDetail::tried);
    }
    form->addSpacing(6);
    form->addLayout(waits);
    column.addLayout(form);
    connect(m_expr, &QPlainTextEdit::textChanged, this, &RuleDetail::tried);
    connect(m_back, &QPushButton::clicked, this, &RuleDetail::takeBack);
    connect(m_copy, &QPushButton::clicked, this, &RuleDetail::copyYaml);
}

void RuleDetail::buildReplay(QBoxLayout &column)
{
    m_rows = new items::RowsModel<FiringRow, int>(
        firingColumns(m_context.clock()), [](const FiringRow &row) { return row.number; }, this);
    m_table = new FlatTable(tr("When it would have fired"));
    m_table->setModel(m_rows);
    m_table->setColumnWidths({32, 92, 92, 0, 190, 112});
    m_table->setDroppedWhenNarrow({0});
    m_range = new widgets::PickButton(tr("Range"), tr("%1 d").arg(m_days));
    m_panel = new widgets::Panel(m_table);
    m_panel->addHeaderWidget(m_range);
    m_summary = new PlainLabel({}, TextRole::Base, Tone::Secondary);
    m_summary->setWrap(true);
    m_suggestion = new PlainLabel({}, TextRole::Base, Tone::Primary);
    m_suggestion->setWrap(true);
    m_apply = new widgets::Button(tr("Apply"));
    auto *advice = new QHBoxLayout;
    advice->setContentsMargins(12, 6, 12, 10);
    advice->addWidget(m_suggestion, 1);
    advice->addWidget(m_apply);
    auto *said = new QHBoxLayout;
    said->setContentsMargins(12, 6, 12, 0);
    said->addWidget(m_summary);
    column.addWidget(m_panel, 1);
    column.addLayout(said);
    column.addLayout(advice);
    m_apply->hide();
    connect(m_apply, &QPushButton::clicked, this, &RuleDetail::applySuggestion);
    connect(m_panel, &widgets::Panel::stopRequested, this, [this] {
        m_request.cancel();
        m_panel->showContent();
        Q_EMIT settledChanged();
    });
    connect(m_table, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        if (const auto *row = m_rows->at(index))
            m_context.setCrosshair(row->judged.firing.startNs);
    });
    connect(m_range, &QToolButton::clicked, this, [this] {
        auto *menu = new QMenu(m_range);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const int days : {1, 7, 14, 30})
            connect(menu->addAction(tr("%1 d").arg(days)), &QAction::triggered, this, [this, days] { setDays(days); });
        menu->popup(m_range->mapToGlobal(QPoint(0, m_range->height())));
    });
}

void RuleDetail::show(const engine::KnownRulePtr &rule)
{
    const bool isSame = rule && m_rule && rule->key == m_rule->key && rule->rule.query == m_rule->rule.query &&
                        rule->rule.forNs == m_rule->rule.forNs && rule->rule.labels == m_rule->rule.labels;
    m_rule = rule;
    setEnabled(rule != nullptr);
    if (!rule)
        return;
    m_name->setText(rule->rule.name);
    QStringList facts{tr("group %1").arg(rule->rule.group), rule->sourceName};
    if (rule->rule.intervalNs > 0)
        facts << tr("every %1").arg(base::promDuration(rule->rule.intervalNs));
    if (!rule->metrics.isEmpty())
        facts << tr("reads %1").arg(rule->metrics.join(QStringLiteral(", ")));
    m_facts->setText(facts.join(QStringLiteral(", ")));
    m_error->setText(rule->rule.lastError);
    m_error->setVisible(!rule->rule.lastError.isEmpty());
    if (!isSame)
        fillForm();
}

void RuleDetail::fillForm()
{
    m_isFilling = true;
    m_expr->setPlainText(m_rule->rule.query);
    m_for->setText(base::promDuration(m_rule->rule.forNs));
    m_keep->setText(base::promDuration(m_rule->rule.keepFiringForNs));
    for (auto *edit : {m_for, m_keep})
        edit->setEnabled(m_rule->alerts());
    m_isFilling = false;
    tried();
}

bool RuleDetail::isTried() const
{
    if (!m_rule)
        return false;
    const signals::Rule now = rule();
    return now.query != m_rule->rule.query || now.forNs != m_rule->rule.forNs ||
           now.keepFiringForNs != m_rule->rule.keepFiringForNs;
}

signals::Rule RuleDetail::rule() const
{
    signals::Rule out = m_rule->rule;
    out.query = m_expr->toPlainText();
    out.forNs = base::parseDuration(m_for->text()).value_or(0);
    out.keepFiringForNs = base::parseDuration(m_keep->text()).value_or(0);
    return out;
}

void RuleDetail::tried()
{
    if (m_isFilling || !m_rule)
        return;
    m_request.cancel();
    m_back->setEnabled(isTried());
    const QString problem = m_rule->isOverLogs ? QString() : engine::expressionProblem(m_expr->toPlainText());
    const auto isWait = [](const QLineEdit &edit) {
        return edit.text().trimmed().isEmpty() || base::parseDuration(edit.text()).has_value();
    };
    const QString wrong = !problem.isEmpty()                    ? problem
                          : !isWait(*m_for) || !isWait(*m_keep) ? tr("Write waits as 30s, 5m or 1h30m")
                                                                : QString();
    m_valid->setTone(wrong.isEmpty() ? Tone::Ok : Tone::Critical);
    m_valid->setText(!wrong.isEmpty() ? wrong
                     : isTried()      ? tr("valid, tried out, not saved")
                                      : tr("valid, as it runs"));
    if (wrong.isEmpty() && m_rule->alerts()) {
        m_panel->showLoading(tr("Asking %1 for the last %2 days").arg(m_rule->sourceName).arg(m_days),
                             m_replay != nullptr);
        m_soon.start();
        return;
    }
    m_soon.stop();
    if (!m_rule->alerts()) {
        m_replay.reset();
        m_summary->setText({});
        m_suggestion->setText({});
        m_apply->hide();
        m_panel->setTitle(tr("Would have fired"));
        m_panel->showEmpty(tr("A recording rule never fires"),
                           tr("It writes %1 for other rules and dashboards.").arg(m_rule->rule.name));
    }
}

void RuleDetail::replay()
{
    engine::ReplayQuestion question;
    const signals::Rule wanted = rule();
    question.rule = {wanted.name, wanted.query, {wanted.forNs, wanted.keepFiringForNs}, wanted.labels};
    question.source = wanted.source;
    question.days = m_days;
    question.intervalNs = wanted.intervalNs;
    engine::Replayer::Replies replies;
    replies.done = [this](const base::Result<engine::ReplayPtr> &answer) {
        m_request = {};
        if (answer)
            shown(*answer);
        else
            m_panel->showError(tr("The past could not be asked"), answer.error(),
                               {{tr("Try again"), QStringLiteral("refresh"), [this] { tried(); }}});
        Q_EMIT settledChanged();
    };
    m_request = m_replayer.replay(question, std::move(replies));
}

void RuleDetail::shown(const engine::ReplayPtr &replay)
{
    m_replay = replay;
    std::vector<FiringRow> rows;
    for (const auto &judged : replay->firings)
        rows.push_back({static_cast<int>(rows.size()) + 1, judged});
    m_rows->setRows({});
    m_rows->setRows(std::move(rows));
    QString resolution = tr("last %1 days, at %2 resolution").arg(m_days).arg(base::humanDuration(replay->stepNs));
    if (replay->stepNs > replay->askedStepNs)
        resolution += tr(", evaluated every %1").arg(base::humanDuration(replay->askedStepNs));
    m_panel->setTitle(tr("Would have fired"), resolution);
    m_panel->setCompleteness(replay->completeness, m_context.clock().nowNs());
    if (replay->firings.empty())
        m_panel->showEmpty(tr("Would not have fired"),
                           tr("The condition never held for long enough in the last %1 days.").arg(m_days));
    else
        m_panel->showContent();
    m_summary->setText(replay->firings.empty() ? QString() : engine::summaryOf(*replay));
    m_suggestion->setText(replay->suggestion ? replay->suggestion->words : QString());
    m_apply->setVisible(replay->suggestion.has_value());
}

void RuleDetail::setDays(int days)
{
    m_days = days;
    m_range->setValue(tr("%1 d").arg(days));
    tried();
}

void RuleDetail::applySuggestion()
{
    if (!m_replay || !m_replay->suggestion)
        return;
    const auto suggestion = *m_replay->suggestion; // the fields below outdate the replay
    if (suggestion.forNs)
        m_for->setText(base::promDuration(*suggestion.forNs));
    if (suggestion.keepFiringForNs)
        m_keep->setText(base::promDuration(*suggestion.keepFiringForNs));
    if (suggestion.threshold)
        m_expr->setPlainText(suggestion.expr);
}

void RuleDetail::takeBack()
{
    if (m_rule)
        fillForm();
}

void RuleDetail::copyYaml()
{
    if (!m_rule)
        return;
    QGuiApplication::clipboard()->setText(engine::ruleYaml(rule()));
    m_context.say({tr("%1 is on the clipboard as YAML.").arg(m_rule->rule.name), signals::Severity::Info, {}, {}});
}

} // namespace wf::ui

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/safefile.h"
#include "models/engine/objectives/explain/explanation.h"
#include "models/engine/objectives/export/objectivesexport.h"
#include "models/engine/objectives/history/historybook.h"
#include "ui/base/flattable.h"
#include "ui/objectives/define/compositedialog.h"
#include "ui/objectives/define/discoverdialog.h"
#include "ui/objectives/define/objectiveeditor.h"
#include "ui/objectives/define/objectiveform.h"
#include "ui/objectives/dialogs/correctionsdialog.h"
#include "ui/objectives/dialogs/historydialog.h"
#include "ui/objectives/dialogs/reasondialog.h"
#include "ui/objectives/dialogs/trenddialog.h"
#include "ui/objectives/dialogs/webhooksdialog.h"
#include "ui/objectives/dialogs/whatifdialog.h"
#include "ui/objectives/dialogs/whydialog.h"
#include "ui/objectives/objectivespage.h"
#include "ui/objectives/saving/tablesaving.h"
#include "widgets/base/controls/controls.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPointer>

// What the operator does on the screen of objectives.
namespace wf::ui {

using Kind = engine::FreezeDecision::Kind;

void ObjectivesPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Why is this so?"), Qt::Key_W, [this] { askWhy(); });
    add(tr("Open in Metrics"), QKeySequence(Qt::ALT | Qt::Key_Q), [this] { openInMetrics(m_context.range()); });
    add(tr("Record a freeze"), Qt::Key_F, [this] { decide(Kind::Freeze); });
    add(tr("Lift the freeze"), QKeySequence(Qt::SHIFT | Qt::Key_F), [this] { decide(Kind::Lift); });
    add(tr("Copy the freeze's notice"), QKeySequence(Qt::SHIFT | Qt::Key_C), [this] { copyNotice(); });
    add(tr("Export objectives"), Qt::Key_E, [this] { askExport(); });
    add(tr("What if the target or window were another?"), Qt::Key_V, [this] { askWhatIf(); });
    if (m_parts.corrections)
        add(tr("Exclude time"), Qt::Key_X, [this] { askCorrections(); });
    add(tr("Trend by week, month and quarter"), QKeySequence(Qt::SHIFT | Qt::Key_T), [this] { askTrend(); });
    add(tr("Table of the budget"), QKeySequence(Qt::SHIFT | Qt::Key_B), [this] {
        if (const auto *s = current())
            (new HistoryDialog(*s, this))->open();
    });
    if (m_parts.courier)
        add(tr("Webhooks of freezes"), QKeySequence(Qt::SHIFT | Qt::Key_W), [this] { askWebhooks(); });
    if (!m_parts.wizard)
        return;
    add(tr("New objective"), QKeySequence::New, [this] { askNew(); });
    add(tr("Edit the objective"), QKeySequence(Qt::SHIFT | Qt::Key_E), [this] { askEdit(); });
    add(tr("Take several objectives together"), QKeySequence(Qt::SHIFT | Qt::Key_G), [this] { askComposite(); });
    if (m_parts.finder)
        add(tr("Objectives of recording rules"), QKeySequence(Qt::SHIFT | Qt::Key_R), [this] { askDiscover(); });
}

void ObjectivesPage::askWhy()
{
    const auto *s = current();
    if (!s)
        return;
    auto *dialog = new WhyDialog(engine::explained(s->objective, s->policies, s->report, s->spent), this);
    dialog->open();
    m_parts.keeper.explain(s->objective.id,
                           [dialog = QPointer(dialog), s = *s](const base::Result<engine::BudgetReport> &report) {
                               if (!dialog)
                                   return;
                               if (report)
                                   dialog->setExplanation(engine::explained(s.objective, s.policies, *report, s.spent));
                               else
                                   dialog->showError(report.error());
                           });
}

void ObjectivesPage::decide(Kind kind)
{
    const auto *s = current();
    if (!s || !m_parts.freezes)
        return;
    const bool isLift = kind == Kind::Lift;
    auto *dialog = new ReasonDialog(isLift ? tr("Lift the freeze") : tr("Record a freeze"), engine::freezeNotice(*s),
                                    isLift ? tr("Lift") : tr("Record freeze"), this);
    connect(dialog, &ReasonDialog::confirmed, this,
            [this, kind, id = s->objective.id, service = s->objective.service, left = s->left()](const QString &why) {
                m_parts.freezes->decide({kind, id, service, why, left, 0, {}, 0}, m_parts.actor,
                                        [page = QPointer(this)](const base::Status &status) {
                                            if (page && !status)
                                                page->failed(status.error());
                                        });
            });
    dialog->open();
}

// Somebody has seen it; for four hours nobody is asked again.
void ObjectivesPage::later()
{
    const auto *s = current();
    if (!s || !m_parts.freezes)
        return;
    const qint64 until = m_context.clock().nowNs() + 4 * base::nsPerHour;
    m_parts.freezes->decide(
        {Kind::Later, s->objective.id, s->objective.service, tr("Seen; decided later."), s->left(), until, {}, 0},
        m_parts.actor, [page = QPointer(this)](const base::Status &status) {
            if (page && !status)
                page->failed(status.error());
        });
}

void ObjectivesPage::copyNotice()
{
    const auto *s = current();
    if (!s)
        return;
    QGuiApplication::clipboard()->setText(engine::freezeNotice(*s));
    m_context.say({tr("The notice is in the clipboard."), signals::Severity::Info, {}, {}, 4});
}

void ObjectivesPage::askExport()
{
    auto *dialog = new QFileDialog(this, tr("Export objectives"), QString(),
                                   tr("CSV (*.csv);;JSON (*.json);;Markdown (*.md);;PNG (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("objectives.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
            const auto pictured = saveTable(path, *m_rows, *this);
            return pictured ? written(path) : failed(pictured.error());
        }
        const auto form = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? engine::ExportForm::Json
                          : path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive) ? engine::ExportForm::Markdown
                                                                                     : engine::ExportForm::Csv;
        const auto done = base::writeFileSafely(path, engine::exported(*m_parts.keeper.snapshot(), form));
        done ? written(path) : failed(done.error());
    });
    dialog->open();
}

void ObjectivesPage::askWhatIf()
{
    const auto *s = current();
    if (!s)
        return;
    if (!s->together.isEmpty())
        return m_context.say({tr("Of several objectives together there is no what if: ask for one of them."),
                              signals::Severity::Info,
                              {},
                              {},
                              6});
    auto *dialog = new WhatIfDialog(
        *s,
        [this](const engine::HistoryQuestion &question, WhatIfDialog::Reply reply) {
            m_parts.keeper.askHistory(question, std::move(reply));
        },
        this);
    dialog->open();
}

void ObjectivesPage::askCorrections()
{
    const auto *s = current();
    if (!s || !m_parts.corrections)
        return;
    auto *dialog = new CorrectionsDialog(*m_parts.corrections, m_parts.keeper.fileCorrections(), s->objective.id,
                                         m_parts.actor, m_context.clock().nowNs(), this);
    dialog->open();
}

void ObjectivesPage::askNew()
{
    if (!m_parts.wizard)
        return;
    const auto *s = current();
    auto *dialog = new ObjectiveForm(*m_parts.wizard, s ? s->objective.service : m_context.selection().service, this);
    connect(dialog, &ObjectiveForm::saved, this, &ObjectivesPage::written);
    dialog->open();
}

void ObjectivesPage::written(const QString &path)
{
    m_context.say({tr("Written to %1.").arg(path), signals::Severity::Info, {}, {}, 6});
}

void ObjectivesPage::askEdit()
{
    const auto *s = current();
    if (!s || !m_parts.wizard)
        return;
    auto *dialog = new ObjectiveEditor(*m_parts.wizard, s->objective, this);
    connect(dialog, &ObjectiveEditor::saved, this, &ObjectivesPage::written);
    dialog->open();
}

void ObjectivesPage::askComposite()
{
    auto *dialog = new CompositeDialog(*m_parts.wizard, m_parts.keeper.snapshot(), this);
    connect(dialog, &CompositeDialog::saved, this, &ObjectivesPage::written);
    dialog->open();
}

void ObjectivesPage::askDiscover()
{
    QStringList known;
    for (const auto &s : m_parts.keeper.snapshot()->objectives)
        known << s.objective.id;
    auto *dialog = new DiscoverDialog(*m_parts.finder, *m_parts.wizard, known, this);
    connect(dialog, &DiscoverDialog::saved, this, &ObjectivesPage::written);
    dialog->open();
}

void ObjectivesPage::askTrend()
{
    const auto *s = current();
    if (!s)
        return;
    auto *dialog = new TrendDialog(
        *s, m_parts.history ? m_parts.history->daysOf(*s) : engine::daysWith({}, s->objective, s->report), this);
    dialog->open();
}

void ObjectivesPage::askWebhooks()
{
    (new WebhooksDialog(*m_parts.courier, this))->open();
}

void ObjectivesPage::failed(const base::Error &error)
{
    m_context.say({error.detail.isEmpty() ? error.summary : error.summary + u' ' + error.detail,
                   signals::Severity::Warning,
                   {},
                   {},
                   0});
}

} // namespace wf::ui

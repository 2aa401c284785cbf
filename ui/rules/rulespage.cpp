// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rulespage.h"

#include "models/engine/explore/language/metricnames.h"
#include "ui/base/taborder.h"
#include "ui/rules/importdialog.h"
#include "ui/rules/librarydialog.h"
#include "ui/rules/list/rulelist.h"
#include "widgets/base/controls/controls.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QMenu>
#include <QStackedWidget>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::KnownRulePtr;
using engine::RuleCondition;

namespace {

const QString newAlert = u"- alert: NewAlert\n"
                         "  expr: up == 0\n"
                         "  for: 5m\n"
                         "  labels:\n"
                         "    severity: warning\n"
                         "  annotations:\n"
                         "    summary: '{{ $labels.instance }} is down'\n"_s;
const QString newRecord = u"- record: job:up:count\n"
                          "  expr: count by (job) (up)\n"_s;

} // namespace

RulesPage::RulesPage(const Parts &parts, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_watch(parts.watch),
      m_metrics(parts.metrics),
      m_importer(new engine::RuleImporter(parts.desk, parts.pools, this)),
      m_bench(parts.editor.bench),
      m_context(context),
      m_list(new RuleList(
          parts.watch,
          [shelf = &parts.editor.bench.shelf()](const QString &key) { return shelf->find(key) != nullptr; }, context)),
      m_editor(new RuleEditor(parts.editor, context)),
      m_stack(new QStackedWidget),
      m_new(new widgets::Button(tr("New rule"), u"plus"_s))
{
    build();
    buildActions();
    connect(m_list, &RuleList::editRequested, this, &RulesPage::edit);
    connect(m_editor, &RuleEditor::left, this, &RulesPage::showList);
    connect(m_editor, &RuleEditor::settledChanged, this, &Screen::settledChanged);
    connect(&m_watch, &engine::RuleWatch::changed, this, &RulesPage::follow);
    connect(&m_bench.shelf(), &engine::DraftShelf::changed, this, [this] {
        if (m_active && !isEditing())
            m_list->refresh();
    });
    // What was saved is evaluated soon: look again.
    connect(&m_bench, &engine::RuleBench::said, &m_watch, &engine::RuleWatch::refresh);
}

RulesPage::~RulesPage() = default;

void RulesPage::build()
{
    m_list->addTool(m_new);
    connect(m_new, &QPushButton::clicked, this, &RulesPage::showNewMenu);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_editor);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    leadFocus(this, m_list);
}

void RulesPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        m_list->addAction(action);
        m_actions << action;
    };
    add(tr("Filter rules"), Qt::Key_Slash, [this] { m_list->focusFilter(); });
    add(tr("Edit the rule"), Qt::Key_E, [this] {
        if (const auto rule = m_list->current())
            edit(rule);
    });
    add(tr("Copy the rule as YAML"), Qt::Key_Y, [this] { m_list->copyYaml(); });
    add(tr("Who alerts on what the rule reads"), Qt::Key_W, [this] { m_list->askReaders(); });
    add(tr("New alert rule"), QKeySequence(Qt::CTRL | Qt::Key_N), [this] { beginNew(signals::RuleKind::Alerting); });
    add(tr("New recording rule"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
        [this] { beginNew(signals::RuleKind::Recording); });
    add(tr("New rule from the library"), QKeySequence(Qt::CTRL | Qt::Key_L), [this] { openLibrary(); });
    add(tr("Import rules from a file…"), QKeySequence(Qt::CTRL | Qt::Key_I), [this] { askForImport(); });
}

bool RulesPage::isEditing() const
{
    return m_stack->currentWidget() == m_editor;
}

QList<QAction *> RulesPage::screenActions() const
{
    return isEditing() ? m_editor->editorActions() : m_actions;
}

bool RulesPage::showSubject(const signals::Subject &subject)
{
    const QString alert = subject.labels.text("alertname");
    const bool isMetric = subject.kind == signals::SubjectKind::Metric;
    if (!isMetric && alert.isEmpty())
        return false;
    if (isEditing())
        m_editor->leave();
    if (isMetric)
        m_list->showReaders(metricOf(subject.id.isEmpty() ? subject.title : subject.id));
    else
        m_list->seekAlert(alert);
    return true;
}

// Of a query the metric that somebody alerts on, else its first.
QString RulesPage::metricOf(const QString &text) const
{
    const QStringList metrics = engine::metricsInQuery(text);
    const auto alerted = std::ranges::find_if(
        metrics, [this](const QString &metric) { return !m_watch.snapshot()->alertingOn(metric).empty(); });
    return alerted != metrics.end() ? *alerted : metrics.isEmpty() ? text : metrics.front();
}

void RulesPage::editRuleOf(const signals::Subject &alert)
{
    m_sought = alert;
    editSought();
}

void RulesPage::editSought()
{
    if (m_sought.isNone() || m_watch.snapshot()->asOfNs == 0)
        return;
    const QString name = std::exchange(m_sought, {}).labels.text("alertname");
    if (const auto rule = m_watch.snapshot()->alerting(name))
        return edit(rule);
    m_context.say(
        {tr("No source has a rule called %1: it may have come from somewhere else, or was deleted.").arg(name),
         signals::Severity::Warning,
         {},
         {}});
}

void RulesPage::setActive(bool active)
{
    m_active = active;
    m_watch.setWanted(active);
    m_list->setActive(active && !isEditing());
    m_editor->setActive(active && isEditing());
}

bool RulesPage::isSettled() const
{
    return m_watch.isSettled() && m_watch.snapshot()->asOfNs != 0 && (!isEditing() || m_editor->isSettled());
}

Screen::Badge RulesPage::badge() const
{
    int failing = 0;
    for (const auto &group : m_watch.snapshot()->groups)
        failing += static_cast<int>(
            std::ranges::count(group.rules, RuleCondition::Failing, [](const auto &rule) { return rule->condition; }));
    return failing > 0 ? Badge{QString::number(failing), signals::Severity::Critical} : Badge{};
}

void RulesPage::follow()
{
    m_bench.follow(m_watch.snapshot()->find(m_bench.key()));
    if (m_active && !isEditing())
        m_list->refresh();
    editSought();
    Q_EMIT badgeChanged();
    Q_EMIT settledChanged();
}

void RulesPage::showList()
{
    m_stack->setCurrentWidget(m_list);
    leadFocus(this, m_list);
    m_editor->setActive(false);
    m_list->setActive(m_active);
    m_list->focusTable();
    Q_EMIT settledChanged();
}

void RulesPage::showEditor()
{
    m_stack->setCurrentWidget(m_editor);
    leadFocus(this, m_editor);
    m_list->setActive(false);
    m_editor->setActive(m_active);
}

void RulesPage::edit(const KnownRulePtr &rule)
{
    if (isEditing() && m_bench.key() != rule->key)
        m_editor->leave();
    showEditor();
    m_editor->edit(rule);
    m_context.select(subjectOf(*rule));
}

engine::EditedRule::Place RulesPage::placeForNew() const
{
    const auto rule = m_list->current();
    return rule ? engine::EditedRule::Place{rule->rule.group, 0, false}
                : engine::EditedRule::Place{u"console"_s, 0, false};
}

void RulesPage::beginNew(signals::RuleKind kind)
{
    const auto rule = m_list->current();
    const QString source = rule && !rule->isOverLogs ? rule->rule.source : QString();
    const auto place = placeForNew();
    showEditor();
    m_editor->begin(kind == signals::RuleKind::Alerting ? newAlert : newRecord, place, source);
}

void RulesPage::openLibrary()
{
    const auto rule = m_list->current();
    const QString source = rule && !rule->isOverLogs ? rule->rule.source : QString();
    auto *dialog = new LibraryDialog(m_watch.snapshot(), source, m_metrics, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LibraryDialog::chosen, this, [this, source](const QString &text, const QString &group) {
        showEditor();
        m_editor->begin(text, {group, 0, false}, source);
    });
    dialog->open();
}

void RulesPage::askForImport()
{
    auto *dialog = new QFileDialog(this, tr("Import rules from a file"), {},
                                   tr("Rule files (*.yml *.yaml *.rules);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &RulesPage::importFrom);
    dialog->open();
}

void RulesPage::importFrom(const QString &path)
{
    auto *dialog = new ImportDialog(*m_importer, m_watch.snapshot(), this);
    connect(dialog, &ImportDialog::imported, this, &RulesPage::tellImported);
    connect(dialog, &ImportDialog::copyWanted, this, [this](const QString &text, const QString &group) {
        showEditor();
        m_editor->begin(text, {group, 0, false}, {});
    });
    dialog->show(path);
}

void RulesPage::tellImported(const engine::ImportedRules &imported, const engine::RuleHome &home)
{
    if (imported.saves.empty())
        return m_context.say({tr("Nothing has changed: the rules lie in %1 as they are.").arg(home.title()),
                              signals::Severity::Info,
                              {},
                              {}});
    QStringList said{tr("%n rules are kept in %1.", nullptr, imported.rules).arg(home.title())};
    m_context.say({(said + imported.words).join(u' '), signals::Severity::Info, tr("Undo"), [this, imported] {
                       m_importer->undo(imported, [this](const base::Result<base::Done> &done) {
                           m_context.say({done ? tr("The import is taken back.") : done.error().summary,
                                          done ? signals::Severity::Info : signals::Severity::Warning,
                                          {},
                                          {}});
                       });
                   }});
}

void RulesPage::showNewMenu()
{
    auto *menu = new QMenu(m_new);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (auto *action : m_actions)
        if (action->shortcut().toString().contains(u"Ctrl"_s))
            menu->addAction(action);
    bool isFirst = true;
    const auto &drafts = m_bench.shelf().all();
    for (auto it = drafts.cbegin(); it != drafts.cend(); ++it) {
        if (!it->rule.isFresh())
            continue;
        if (std::exchange(isFirst, false))
            menu->addSection(tr("Drafts that are saved nowhere"));
        connect(menu->addAction(it->rule.value(engine::RuleField::Name).replace(u'&', u"&&"_s)), &QAction::triggered,
                this, [this, key = it.key()] {
                    showEditor();
                    m_editor->resume(key);
                });
    }
    menu->popup(m_new->mapToGlobal(QPoint(0, m_new->height())));
}

} // namespace wf::ui

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/ruleeditor.h"

#include "models/base/duration.h"
#include "ui/base/taborder.h"
#include "ui/rules/editor/homepicker.h"
#include "ui/rules/editor/panels/changespanel.h"
#include "ui/rules/editor/panels/iconline.h"
#include "ui/rules/editor/panels/replaypanel.h"
#include "ui/rules/editor/panels/testspanel.h"
#include "ui/rules/editor/panels/yamlpanel.h"
#include "ui/rules/editor/ruleform.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::RuleField;
using widgets::PlainLabel;
using widgets::TextRole;
using Tone = PlainLabel::Tone;

namespace {
constexpr int formWidth = 426, narrowForm = 350;
constexpr int headerHeight = 40;
constexpr int wordsFrom = 900; // narrower: the buttons of the header say less
} // namespace

RuleEditor::RuleEditor(const Parts &parts, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_bench(parts.bench),
      m_replay(parts.replay),
      m_hearers(parts.hearers),
      m_context(context),
      m_back(new widgets::IconButton(u"back"_s, tr("Back to the list"), u"Esc"_s)),
      m_more(new widgets::IconButton(u"more"_s, tr("More about this rule"))),
      m_title(new PlainLabel({}, TextRole::Title)),
      m_facts(new PlainLabel({}, TextRole::Base, Tone::Secondary)),
      m_state(new IconLine),
      m_discard(new widgets::Button(tr("Discard"))),
      m_changes(new widgets::Button(tr("Show changes"), u"diff"_s)),
      m_save(new widgets::Button(tr("Save rule"), u"save"_s, u"Ctrl S"_s)),
      m_form(new RuleForm(parts.bench, parts.replay, parts.hearers, parts.completer)),
      m_past(new ReplayPanel(parts.replay, context)),
      m_changesPanel(new ChangesPanel(parts.bench)),
      m_yaml(new YamlPanel(parts.bench)),
      m_tests(new TestsPanel(parts.bench)),
      m_tabs(new widgets::Segmented({tr("Saved as"), tr("YAML"), tr("Tests")})),
      m_pages(new QStackedWidget),
      m_below(new widgets::Panel(m_pages)),
      m_split(new QSplitter(Qt::Horizontal)),
      m_right(new QSplitter(Qt::Vertical))
{
    build();
    buildActions();
    connectAll();
    fillHeader();
}

RuleEditor::~RuleEditor() = default;

QWidget *RuleEditor::buildHeader()
{
    auto *header = new QWidget;
    header->setFixedHeight(headerHeight);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(6, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_back);
    row->addWidget(m_title);
    row->addWidget(m_facts, 1);
    row->addWidget(m_state);
    for (QWidget *one : {static_cast<QWidget *>(m_discard), static_cast<QWidget *>(m_changes),
                         static_cast<QWidget *>(m_save), static_cast<QWidget *>(m_more)})
        row->addWidget(one);
    m_save->setPrimary(true);
    return header;
}

void RuleEditor::build()
{
    m_form->setMinimumWidth(narrowForm);
    buildBelow();
    m_right->addWidget(m_past);
    m_right->addWidget(m_below);
    m_right->setStretchFactor(0, 3);
    m_right->setStretchFactor(1, 2);
    m_right->setChildrenCollapsible(false);
    m_split->addWidget(m_form);
    m_split->addWidget(m_right);
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_split->setChildrenCollapsible(false);
    m_split->setSizes({formWidth, 600});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(m_split, 1);
    leadFocus(this, m_form);
}

void RuleEditor::buildBelow()
{
    m_pages->addWidget(m_changesPanel);
    m_pages->addWidget(m_yaml);
    m_pages->addWidget(m_tests);
    m_tabs->setAccessibleName(tr("Saved as, YAML or tests"));
    auto *copy = new widgets::IconButton(u"copy"_s, tr("Copy what is shown"));
    connect(copy, &QToolButton::clicked, this, &RuleEditor::copyYaml);
    m_below->addHeaderWidget(m_tabs);
    m_below->addHeaderWidget(copy);
    m_below->setMinimumHeight(150);
    showTab(Tab::Changes);
}

void RuleEditor::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Save the rule"), QKeySequence::Save, [this] { save(); });
    add(tr("Back to the list of rules"), Qt::Key_Escape, [this] { leave(); });
    add(tr("Show what saving changes"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
        [this] { showTab(Tab::Changes); });
    add(tr("Show the rule as YAML"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Y), [this] {
        showTab(Tab::Yaml);
        m_yaml->focusText();
    });
    add(tr("Show the unit tests"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U), [this] {
        showTab(Tab::Tests);
        m_tests->takeFocus();
    });
    add(tr("Run the unit tests"), Qt::Key_F9, [this] {
        showTab(Tab::Tests);
        m_tests->run();
    });
    add(tr("Apply the suggestion"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), [this] {
        if (m_past->suggestion())
            apply(*m_past->suggestion());
    });
    add(tr("Discard the changes"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backspace), [this] { discard(); });
    add(tr("Delete the rule"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete), [this] { m_bench.remove(); });
}

void RuleEditor::connectAll()
{
    connect(m_back, &QToolButton::clicked, this, &RuleEditor::leave);
    connect(m_more, &QToolButton::clicked, this, &RuleEditor::showMenu);
    connect(m_discard, &QPushButton::clicked, this, &RuleEditor::discard);
    connect(m_changes, &QPushButton::clicked, this, [this] { showTab(Tab::Changes); });
    connect(m_save, &QPushButton::clicked, this, &RuleEditor::save);
    connect(m_tabs, &widgets::Segmented::currentChanged, this, [this](int tab) { showTab(static_cast<Tab>(tab)); });
    connect(m_past, &ReplayPanel::applyRequested, this, &RuleEditor::apply);
    connect(&m_bench, &engine::RuleBench::changed, this, [this] {
        look();
        fillHeader();
    });
    connect(&m_bench, &engine::RuleBench::homesChanged, this, [this] {
        look();
        fillHeader();
    });
    for (const auto signal : {&engine::RuleBench::phaseChanged, &engine::RuleBench::changesChanged})
        connect(&m_bench, signal, this, [this] {
            fillHeader();
            Q_EMIT settledChanged();
        });
    connect(&m_bench, &engine::RuleBench::said, this, &RuleEditor::tell);
    connect(&m_bench, &engine::RuleBench::removed, this, &RuleEditor::left);
    connect(&m_bench.shelf(), &engine::DraftShelf::keptChanged, this, &RuleEditor::fillHeader);
    connect(&m_replay, &engine::ReplayBench::changed, this, &RuleEditor::settledChanged);
    connect(m_form, &RuleForm::settledChanged, this, &RuleEditor::settledChanged);
}

void RuleEditor::edit(const engine::KnownRulePtr &rule)
{
    const bool isOther = rule->key != m_bench.key();
    if (isOther)
        m_replay.clear();
    m_bench.open(rule);
    if (isOther)
        opened();
}

void RuleEditor::begin(const QString &text, const engine::EditedRule::Place &place, const QString &source)
{
    m_replay.clear();
    m_bench.begin(text, place, source);
    opened();
    m_form->focusField(RuleField::Name);
}

void RuleEditor::resume(const QString &key)
{
    m_replay.clear();
    m_bench.resume(key);
    opened();
}

void RuleEditor::opened()
{
    showTab(Tab::Changes);
    m_hearers.ask();
    look();
    fillHeader();
    m_form->focusField(RuleField::Expr);
}

void RuleEditor::look()
{
    if (!m_bench.isOpen() || !m_isActive)
        return;
    const auto &known = m_bench.known();
    m_replay.look(m_bench.rule(), m_bench.source(), known ? &known->rule : nullptr);
}

void RuleEditor::setActive(bool active)
{
    m_isActive = active;
    if (active)
        look();
    else
        m_replay.stop();
}

bool RuleEditor::isSettled() const
{
    return !m_bench.isOpen() || (m_bench.phase() == engine::RuleBench::Phase::Ready && !m_bench.isComparing() &&
                                 !m_replay.isAsking() && m_form->isSettled());
}

void RuleEditor::showTab(Tab tab)
{
    m_tabs->setCurrent(static_cast<int>(tab));
    m_pages->setCurrentIndex(static_cast<int>(tab));
    fillHeader();
}

void RuleEditor::fillHeader()
{
    if (!m_bench.isOpen())
        return;
    const auto &rule = m_bench.rule();
    m_title->setText(rule.alerts() ? tr("Alert rule") : tr("Recording rule"));
    QStringList facts{rule.value(RuleField::Name), tr("group %1").arg(rule.place().group)};
    if (const auto *draft = m_bench.shelf().find(m_bench.key()); draft && rule.isChanged()) {
        const qint64 age = m_context.clock().nowNs() - draft->atNs;
        facts << (age < base::nsPerMinute
                      ? tr("edited just now")
                      : tr("edited %1 ago").arg(base::humanDuration(age - age % base::nsPerMinute)));
    } else if (m_bench.known()) {
        facts << m_bench.known()->sourceName;
    }
    m_facts->setText(facts.join(u", "_s));
    const bool isSaving = m_bench.phase() == engine::RuleBench::Phase::Saving;
    const auto &shelfError = m_bench.shelf().error();
    if (isSaving)
        m_state->show(u"save"_s, tr("saving"), Tone::Secondary);
    else if (!rule.isChanged())
        m_state->show({}, {}, Tone::Secondary);
    else if (shelfError)
        m_state->show(u"sev-critical"_s, tr("draft not kept"), Tone::Critical);
    else
        m_state->show(u"edit"_s, tr("not saved"), Tone::Warning);
    widgets::setPlainToolTip(m_state,
                             shelfError ? shelfError->summary : tr("The draft is kept; the rule is not saved."));
    m_discard->setEnabled(rule.isChanged() && !isSaving);
    const QString why = m_bench.whyNotSaved();
    m_save->setEnabled(why.isEmpty());
    widgets::setPlainToolTip(m_save, why);
    if (m_tabs->current() == static_cast<int>(Tab::Tests))
        m_below->setTitle(tr("Unit tests"), tr("kept by this console"));
    else
        m_below->setTitle(m_tabs->current() == static_cast<int>(Tab::Yaml) ? tr("The rule") : tr("Saved as"),
                          m_bench.home().isComplete() ? shortHome(m_bench.home()) : tr("nowhere yet"));
}

void RuleEditor::save()
{
    m_form->finish();
    m_bench.save();
}

void RuleEditor::discard()
{
    if (!m_bench.isOpen() || !m_bench.rule().isChanged())
        return;
    const bool isFresh = m_bench.rule().isFresh();
    const QString source = m_bench.source();
    const auto known = m_bench.known();
    const engine::EditedRule before = m_bench.takeBack();
    const QString name = before.value(RuleField::Name);
    m_context.say({tr("The changes to %1 are discarded.").arg(name), signals::Severity::Info, tr("Undo"),
                   [this, before, isFresh, source, known] {
                       if (isFresh)
                           begin(before.text(), before.place(), source);
                       else if (known) {
                           edit(known);
                           m_bench.restore(before);
                       }
                   }});
    if (isFresh)
        Q_EMIT left();
}

void RuleEditor::leave()
{
    if (!m_bench.isOpen())
        return Q_EMIT left();
    m_form->finish();
    const auto &rule = m_bench.rule();
    const QString key = m_bench.key();
    if (rule.isChanged()) {
        const engine::EditedRule draft = rule;
        m_bench.shelf().keepNow();
        m_context.say({tr("The draft of %1 is kept. It is not saved.").arg(rule.value(RuleField::Name)),
                       signals::Severity::Warning, tr("Discard the draft"),
                       [shelf = &m_bench.shelf(), key] { shelf->drop(key); }});
    }
    m_bench.close();
    m_replay.clear();
    Q_EMIT left();
}

void RuleEditor::apply(const engine::ReplaySuggestion &suggestion)
{
    const engine::EditedRule before = m_bench.rule();
    if (suggestion.forNs)
        m_bench.set(RuleField::For, base::promDuration(*suggestion.forNs));
    if (suggestion.keepFiringForNs)
        m_bench.set(RuleField::KeepFiringFor, base::promDuration(*suggestion.keepFiringForNs));
    if (suggestion.threshold)
        m_bench.set(RuleField::Expr, suggestion.expr);
    m_context.say({tr("The suggestion is in the draft. It is not saved."), signals::Severity::Info, tr("Undo"),
                   [this, before, key = m_bench.key()] {
                       if (m_bench.isOpen() && m_bench.key() == key)
                           m_bench.restore(before);
                   }});
}

void RuleEditor::tell(const engine::RuleBench::Said &said)
{
    const QString text = said.detail.isEmpty() ? said.words : QString(said.words + u' ' + said.detail.simplified());
    std::function<void()> undo;
    if (said.canUndo)
        undo = [this] { m_bench.undo(); };
    m_context.say({text, said.severity, said.canUndo ? tr("Undo") : QString(), undo,
                   said.severity < signals::Severity::Info ? 0 : 10});
}

void RuleEditor::copyYaml()
{
    const bool isChanges = m_tabs->current() == static_cast<int>(Tab::Changes);
    const bool isTests = m_tabs->current() == static_cast<int>(Tab::Tests);
    QGuiApplication::clipboard()->setText(isChanges ? m_changesPanel->asText()
                                          : isTests ? m_bench.tests()
                                                    : m_bench.rule().text());
    m_context.say({isTests ? tr("The unit tests are on the clipboard.")
                           : tr("%1 is on the clipboard.").arg(m_bench.rule().value(RuleField::Name)),
                   signals::Severity::Info,
                   {},
                   {}});
}

void RuleEditor::showMenu()
{
    auto *menu = new QMenu(m_more);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    const QString why = m_bench.whyNotRemoved();
    m_actions.back()->setEnabled(why.isEmpty());
    menu->setToolTipsVisible(true);
    m_actions.back()->setToolTip(widgets::plainTip(why.isEmpty() ? tr("Delete the rule where it is kept") : why));
    connect(menu, &QMenu::aboutToHide, this, [this] { m_actions.back()->setEnabled(true); });
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void RuleEditor::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    p.fillRect(QRect(0, headerHeight - 1, width(), 1), t.line.panel);
}

void RuleEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() >= wordsFrom;
    m_save->setKeyHint(isWide ? u"Ctrl S"_s : QString());
    m_changes->setVisible(isWide);
    if (!event->oldSize().isValid() || (event->oldSize().width() < wordsFrom) != (event->size().width() < wordsFrom))
        m_split->setSizes(
            {isWide ? formWidth : narrowForm, std::max(300, width() - (isWide ? formWidth : narrowForm))});
}

} // namespace wf::ui

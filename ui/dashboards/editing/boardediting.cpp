// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/boardediting.h"

#include "models/base/untrusted.h"
#include "models/engine/boards/boardlibrary.h"
#include "models/engine/boards/editing/boardsections.h"
#include "models/engine/boards/editing/panelkinds.h"
#include "models/engine/boards/editing/paneltext.h"
#include "ui/dashboards/editing/boarddifference.h"
#include "ui/dashboards/editing/editbar.h"
#include "ui/dashboards/editing/panel/paneleditor.h"
#include "ui/dashboards/editing/variablesdialog.h"

#include <QFileInfo>
#include <QInputDialog>
#include <QMenu>

namespace wf::ui {

using namespace Qt::StringLiterals;
using Wish = CardHandle::Wish;

namespace {

constexpr int keepAfterMs = 500;

} // namespace

BoardEditing::BoardEditing(BoardPage &page, BoardSurroundings around, QString folder, QObject *parent)
    : QObject(parent), m_page(page), m_around(around), m_folder(std::move(folder)), m_bar(new EditBar)
{
    m_bar->hide();
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(keepAfterMs);
    connect(&m_keepSoon, &QTimer::timeout, this, &BoardEditing::keepDraft);
    connect(&page, &BoardPage::placed, this, [this](int id, const signals::GridPlace &to) {
        m_draft->place(id, to);
        afterStep();
        m_page.focusPanel(id);
    });
    connect(&page, &BoardPage::wished, this, &BoardEditing::wish);
    connect(&page, &BoardPage::rowMenuAsked, this, &BoardEditing::rowMenu);
    connect(&page, &BoardPage::renameAsked, this, &BoardEditing::renameRow);
    connect(&page, &BoardPage::opened, this, [this] {
        if (!isActive())
            watch(m_page.path());
    });
    connect(m_bar, &EditBar::panelWanted, this, [this](const QString &type) {
        const int id = m_draft->add(engine::newPanel(type), m_page.openRow());
        afterStep();
        openPanel(id);
    });
    connect(m_bar, &EditBar::rowWanted, this, [this] {
        m_draft->addRow(tr("New row"), m_page.openRow());
        afterStep();
    });
    connect(m_bar, &EditBar::tabWanted, this, [this] {
        const int tab = m_draft->addTab(tr("New tab"));
        afterStep();
        m_page.openTab(tab);
    });
    connect(m_bar, &EditBar::tileWanted, this, [this](int columns) {
        m_draft->tile(m_page.openRow(), columns);
        afterStep();
    });
    connect(m_bar, &EditBar::settingsWanted, this, &BoardEditing::askTitle);
    connect(m_bar, &EditBar::variablesWanted, this, &BoardEditing::editVariables);
    connect(m_bar, &EditBar::undoWanted, this, &BoardEditing::undo);
    connect(m_bar, &EditBar::redoWanted, this, &BoardEditing::redo);
    connect(m_bar, &EditBar::changesWanted, this, &BoardEditing::showChanges);
    connect(m_bar, &EditBar::versionsWanted, this, &BoardEditing::showVersions);
    connect(m_bar, &EditBar::discardWanted, this, &BoardEditing::discard);
    connect(m_bar, &EditBar::saveWanted, this, [this] { save(); });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &BoardEditing::fileChanged);
}

BoardEditing::~BoardEditing()
{
    if (m_keepSoon.isActive() && isChanged()) // the last half second
        (void)engine::keepLeftover(m_folder, m_path, m_text, *m_draft->dashboard());
}

bool BoardEditing::isOwn(const QString &path) const
{
    return !path.isEmpty() && QFileInfo(path).absolutePath() == QFileInfo(m_folder).absoluteFilePath();
}

void BoardEditing::edit()
{
    if (isActive() || !m_page.dashboard())
        return;
    const QString path = m_page.path();
    if (!isOwn(path))
        return editCopy(*m_page.dashboard());
    m_jobs.runLatest(
        u"open"_s, m_around.pools.analysis(), [path](std::stop_token) { return engine::openBoard(path); },
        [this, path](base::Result<engine::OpenedBoard> opened) {
            if (opened.ok())
                return begin(std::move(opened->dashboard), path, opened->text);
            m_bar->show();
            m_bar->say(opened.error().summary, EditBar::Tone::Bad);
        });
}

void BoardEditing::editCopy(signals::Dashboard original)
{
    begin(engine::copyOf(std::move(original)), {}, {});
}

void BoardEditing::editNew()
{
    signals::Dashboard empty;
    empty.title = tr("New dashboard");
    empty.uid = engine::newBoardUid();
    begin(std::move(empty), {}, {});
    m_bar->say(tr("Not kept until you save it. Add the first panel, or a row."));
}

void BoardEditing::continueDraft(const engine::BoardLeftover &leftover)
{
    auto continued = engine::continueLeftover(leftover);
    if (!continued.ok()) {
        m_bar->show();
        return m_bar->say(continued.error().summary, EditBar::Tone::Bad);
    }
    signals::Dashboard saved;
    if (auto there = engine::openBoard(leftover.of); there.ok())
        saved = std::move(there->dashboard);
    begin(std::move(saved), leftover.of, continued->before);
    m_page.showDashboard(continued->dashboard);
    m_draft->replace(std::move(continued->dashboard), tr("Continue a draft"));
    afterStep();
    m_bar->say(tr("A draft that was not saved. Save it, or discard it."));
}

void BoardEditing::begin(signals::Dashboard dashboard, const QString &path, const QByteArray &text)
{
    m_draft = std::make_unique<engine::BoardDraft>(std::move(dashboard));
    m_path = path;
    m_text = text;
    if (path.isEmpty())
        m_page.showDashboard(*m_draft->dashboard());
    m_page.setEditing(true);
    m_bar->say(path.isEmpty() ? tr("A copy that is not kept until you save it. Drag a panel by its header, its corner "
                                   "resizes it; the arrow keys do both.")
                              : tr("Drag a panel by its header, its corner resizes it; the arrow keys do both."));
    m_bar->show();
    afterStep();
}

void BoardEditing::afterStep()
{
    m_isWarned = false;
    m_bar->showState(isChanged(), m_draft->undoText(), m_draft->redoText(),
                     !m_path.isEmpty() && !engine::versionsOf(m_path).empty());
    m_page.showDraft(m_draft->dashboard());
    m_keepSoon.start();
    Q_EMIT changed();
}

void BoardEditing::keepDraft()
{
    if (!isChanged())
        return dropDraft();
    m_jobs.runLatest(
        u"keep"_s, m_around.pools.analysis(),
        [draft = m_draft->dashboard(), path = m_path, text = m_text, folder = m_folder](std::stop_token) {
            return engine::keepLeftover(folder, path, text, *draft);
        },
        [this, path = m_path](const base::Status &kept) {
            if (!isChanged() || path != m_path)
                engine::dropLeftover(m_folder, path); // saved or thrown away meanwhile
            else if (!kept.ok())
                m_bar->say(tr("The draft could not be kept: %1").arg(kept.error().summary), EditBar::Tone::Bad);
        });
}

void BoardEditing::dropDraft()
{
    m_keepSoon.stop();
    engine::dropLeftover(m_folder, m_path);
}

void BoardEditing::undo()
{
    if (!isActive())
        return;
    m_draft->undo();
    afterStep();
}

void BoardEditing::redo()
{
    if (!isActive())
        return;
    m_draft->redo();
    afterStep();
}

void BoardEditing::save(bool force)
{
    if (!isActive() || m_isSaving)
        return;
    m_isSaving = true;
    m_bar->say(tr("Saving…"));
    m_jobs.runLatest(
        u"save"_s, m_around.pools.analysis(),
        [draft = m_draft->dashboard(), path = m_path, text = m_text, folder = m_folder, force](std::stop_token) {
            return path.isEmpty() ? engine::saveNewBoard(folder, *draft) : engine::saveBoard(path, *draft, text, force);
        },
        [this, draft = m_draft->dashboard()](const engine::BoardSaving &saving) {
            m_isSaving = false;
            if (isActive() && std::holds_alternative<engine::SavedBoard>(saving) && draft == m_draft->dashboard())
                m_draft->markSaved();
            takeSaving(saving);
        });
}

void BoardEditing::takeSaving(const engine::BoardSaving &saving)
{
    if (const auto *error = std::get_if<base::Error>(&saving))
        return m_bar->say(tr("Not saved: %1 Your changes are still here.").arg(error->summary), EditBar::Tone::Bad);
    if (const auto *conflict = std::get_if<engine::BoardConflict>(&saving)) {
        const QByteArray theirs = conflict->there;
        m_bar->offer(theirs.isEmpty() ? tr("Not saved: the file is gone.")
                                      : tr("Not saved: somebody else changed the file since you opened it."),
                     {{tr("Show their changes"),
                       [this, theirs] {
                           auto *shown = new DifferenceDialog(m_text, theirs, tr("What they changed"), m_bar->window());
                           shown->open();
                       }},
                      {tr("Save mine; theirs stays a version"), [this] { save(true); }}});
        return;
    }
    const auto &kept = std::get<engine::SavedBoard>(saving);
    dropDraft(); // under its old name
    m_path = kept.path;
    m_text = kept.text;
    watch(m_path);
    m_bar->say(tr("Saved to %1.").arg(base::visibleText(kept.path, 200)), EditBar::Tone::Good);
    if (isActive())
        afterStep();
    Q_EMIT saved(m_path);
}

bool BoardEditing::discard()
{
    if (!isActive())
        return true;
    if (isChanged() && !m_isWarned) {
        m_isWarned = true;
        m_bar->say(tr("The changes are not saved. Discard once more to throw them away."), EditBar::Tone::Bad);
        return false;
    }
    dropDraft();
    m_draft.reset();
    m_isSaving = false;
    m_bar->hide();
    m_page.setEditing(false);
    if (!m_path.isEmpty())
        m_page.open(m_path);
    Q_EMIT changed();
    return true;
}

void BoardEditing::wish(int id, Wish what, QPoint at)
{
    switch (what) {
    case Wish::Edit:
        return openPanel(id);
    case Wish::Menu:
        return panelMenu(id, at);
    case Wish::Duplicate:
        m_draft->duplicate(id);
        break;
    case Wish::Remove:
        m_draft->remove(id);
        break;
    }
    afterStep();
}

void BoardEditing::openPanel(int id)
{
    const auto panel = m_draft->panel(id);
    if (!panel)
        return;
    auto *editor = new PanelEditor(*panel, m_draft->dashboard(), m_page.scope(), m_around, m_page.window());
    connect(editor, &PanelEditor::applied, this, [this](const signals::BoardPanel &edited) {
        if (!isActive())
            return;
        m_draft->change(edited);
        afterStep();
        m_page.focusPanel(edited.id);
    });
    editor->open();
}

void BoardEditing::panelMenu(int id, QPoint at)
{
    auto *menu = new QMenu(&m_page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const QKeySequence &keys, auto run) {
        QAction *action = menu->addAction(text);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
    };
    add(tr("Edit…"), Qt::Key_Return, [this, id] { openPanel(id); });
    add(tr("Duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D), [this, id] { wish(id, Wish::Duplicate, {}); });
    QMenu *rows = menu->addMenu(tr("Move to row"));
    const int now = m_draft->rowOf(id);
    for (const engine::DraftSection &section : engine::draftSections(*m_draft->dashboard())) {
        const int row = section.row ? section.row->id : 0;
        const QString title = !section.row         ? tr("Before the first row")
                              : section.row->isTab ? tr("Tab %1").arg(base::visibleText(section.row->title, 60))
                                                   : base::visibleText(section.row->title, 60);
        QAction *action = rows->addAction(QString(title).replace(u"&"_s, u"&&"_s));
        action->setEnabled(row != now);
        connect(action, &QAction::triggered, this, [this, id, row] {
            m_draft->moveToRow(id, row);
            afterStep();
            m_page.focusPanel(id);
        });
    }
    rows->setEnabled(rows->actions().size() > 1);
    menu->addSeparator();
    add(tr("Remove"), Qt::Key_Delete, [this, id] { wish(id, Wish::Remove, {}); });
    menu->popup(at);
}

void BoardEditing::rowMenu(int row, QPoint at)
{
    const auto panel = m_draft->panel(row);
    if (!panel)
        return;
    auto *menu = new QMenu(&m_page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, auto run) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, run] {
            run();
            afterStep();
        });
    };
    connect(menu->addAction(tr("Rename…")), &QAction::triggered, this, [this, row] { renameRow(row); });
    addRepeats(menu, *panel);
    const bool isTab = panel->isTab;
    add(isTab ? tr("Move left") : tr("Move up"), [this, row] { m_draft->moveRow(row, -1); });
    add(isTab ? tr("Move right") : tr("Move down"), [this, row] { m_draft->moveRow(row, 1); });
    menu->addSeparator();
    add(isTab ? tr("Remove the tab, keep its panels") : tr("Remove the row, keep its panels"),
        [this, row] { m_draft->removeRow(row); });
    add(isTab ? tr("Remove the tab with its panels") : tr("Remove the row with its panels"),
        [this, row] { m_draft->removeRowAndPanels(row); });
    menu->popup(at);
}

void BoardEditing::addRepeats(QMenu *menu, const signals::BoardPanel &row)
{
    QMenu *repeats = menu->addMenu(tr("For each"));
    const auto offer = [&](const QString &text, const QString &variable) {
        QAction *action = repeats->addAction(QString(text).replace(u"&"_s, u"&&"_s));
        action->setCheckable(true);
        action->setChecked(row.repeat.variable == variable);
        connect(action, &QAction::triggered, this, [this, id = row.id, variable] {
            m_draft->repeatRow(id, variable);
            afterStep();
        });
    };
    offer(tr("Once"), {});
    for (const signals::BoardVariable &v : m_draft->dashboard()->variables)
        if (v.multi || v.includeAll || v.name == row.repeat.variable)
            offer(u'$' + base::visibleText(v.name, 60), v.name);
    repeats->setEnabled(repeats->actions().size() > 1);
}

void BoardEditing::renameRow(int row)
{
    const auto panel = m_draft ? m_draft->panel(row) : std::nullopt;
    if (!panel)
        return;
    auto *ask = new QInputDialog(m_page.window());
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setWindowTitle(panel->isTab ? tr("Rename the tab") : tr("Rename the row"));
    ask->setLabelText(tr("Title"));
    ask->setTextValue(panel->title);
    connect(ask, &QInputDialog::textValueSelected, this, [this, row](const QString &title) {
        m_draft->renameRow(row, title);
        afterStep();
    });
    ask->open();
}

void BoardEditing::askTitle()
{
    auto *ask = new QInputDialog(m_page.window());
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setWindowTitle(tr("Title of the dashboard"));
    ask->setLabelText(tr("Title"));
    ask->setTextValue(m_draft->dashboard()->title);
    connect(ask, &QInputDialog::textValueSelected, this, [this](const QString &title) {
        m_draft->describe(title.trimmed(), m_draft->dashboard()->description);
        afterStep();
    });
    ask->open();
}

void BoardEditing::editVariables()
{
    auto *dialog = new VariablesDialog(m_draft->dashboard()->variables, m_page.window());
    connect(dialog, &VariablesDialog::applied, this, [this](const std::vector<signals::BoardVariable> &variables) {
        m_draft->setVariables(variables);
        afterStep();
    });
    dialog->open();
}

void BoardEditing::showChanges()
{
    const auto text = engine::boardText(*m_draft->dashboard(), m_text);
    if (!text.ok())
        return m_bar->say(text.error().summary, EditBar::Tone::Bad);
    auto *shown = new DifferenceDialog(m_text, *text, tr("What saving would change"), m_bar->window());
    shown->open();
}

void BoardEditing::showVersions()
{
    auto *dialog = new BoardVersionsDialog(engine::versionsOf(m_path), m_text, m_bar->window());
    connect(dialog, &BoardVersionsDialog::restored, this, [this](const QString &path, const QString &when) {
        auto opened = engine::openBoard(path);
        if (!opened.ok())
            return m_bar->say(opened.error().summary, EditBar::Tone::Bad);
        m_draft->replace(std::move(opened->dashboard), tr("Restore a version"));
        afterStep();
        m_bar->say(tr("The text %1 is in the draft. Save to keep it.").arg(when));
    });
    dialog->open();
}

void BoardEditing::watch(const QString &path)
{
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    if (!path.isEmpty())
        m_watcher.addPath(path);
}

void BoardEditing::fileChanged()
{
    if (m_isSaving || m_bar->isOffering())
        return; // that was us; that is what is being asked
    const QString path = isActive() ? m_path : m_page.path();
    watch(path); // editors replace files: the old one is no longer watched
    if (!isActive()) {
        if (QFileInfo::exists(path))
            m_page.open(path);
        return;
    }
    const auto text = engine::readBoardFile(path);
    if (text.ok() && *text == m_text)
        return;
    if (!isChanged()) // nothing of ours would be lost
        if (auto opened = engine::openBoard(path); opened.ok()) {
            begin(std::move(opened->dashboard), path, opened->text);
            return m_bar->say(tr("Somebody else changed the file: this is what it says now."));
        }
    m_bar->say(tr("Somebody else changed the file. Saving will ask before it is replaced."), EditBar::Tone::Bad);
}

} // namespace wf::ui

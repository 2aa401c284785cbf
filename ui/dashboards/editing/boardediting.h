// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/editing/boarddraft.h"
#include "models/engine/boards/editing/boardkeeper.h"
#include "models/engine/boards/editing/boardleftovers.h"
#include "ui/dashboards/board/boardpage.h"

#include <QFileSystemWatcher>
#include <QTimer>

#include <memory>

class QAction;
class QMenu;

namespace wf::ui {

class EditBar;

// Editing of what a board page shows: the draft, its bar, its dialogs, its file. A dashboard of the console's folder is
// saved to its file; any other becomes a new one there. A file that somebody else changes meanwhile is not replaced
// unasked; while nothing is edited it is read again. A draft survives a crash.
class BoardEditing final : public QObject {
    Q_OBJECT
public:
    BoardEditing(BoardPage &page, BoardSurroundings around, QString folder, QObject *parent = nullptr);
    ~BoardEditing() override;

    [[nodiscard]] EditBar *bar() const { return m_bar; }
    [[nodiscard]] bool isActive() const { return m_draft != nullptr; }
    [[nodiscard]] bool isChanged() const { return m_draft && (m_draft->isChanged() || m_path.isEmpty()); }
    [[nodiscard]] const engine::BoardDraft *draft() const { return m_draft.get(); }
    [[nodiscard]] const QString &path() const { return m_path; }

    void edit();                                               // what the page shows
    void editCopy(signals::Dashboard original);                // a new one, not kept until it is saved
    void editNew();                                            // an empty one, likewise
    void continueDraft(const engine::BoardLeftover &leftover); // after a crash
    void save(bool force = false);
    // Ends editing. With changes a first call only says so; the second one throws them away.
    bool discard();
    void undo();
    void redo();

Q_SIGNALS:
    void changed(); // begun, a step, saved, ended
    void saved(const QString &path);

private:
    void begin(signals::Dashboard dashboard, const QString &path, const QByteArray &text);
    void afterStep();
    void keepDraft();
    void dropDraft();
    void takeSaving(const engine::BoardSaving &saving);
    void wish(int id, CardHandle::Wish what, QPoint at);
    void openPanel(int id);
    void panelMenu(int id, QPoint at);
    void rowMenu(int row, QPoint at);
    void addRepeats(QMenu *menu, const signals::BoardPanel &row);
    void renameRow(int row);
    void askTitle();
    void editVariables();
    void showChanges();
    void showVersions();
    void watch(const QString &path);
    void fileChanged();
    [[nodiscard]] bool isOwn(const QString &path) const;

    BoardPage &m_page;
    BoardSurroundings m_around;
    QString m_folder;
    EditBar *m_bar;
    std::unique_ptr<engine::BoardDraft> m_draft; // null: nothing is edited
    QString m_path;                              // empty: a new one
    QByteArray m_text;                           // of the file, as last read or written
    bool m_isSaving = false;
    bool m_isWarned = false;
    QFileSystemWatcher m_watcher;
    QTimer m_keepSoon;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::ui

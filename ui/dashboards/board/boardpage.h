// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/boardtabs.h"
#include "models/engine/boards/reading/boardvariables.h"
#include "ui/dashboards/board/card/boardcard.h"
#include "ui/dashboards/board/cardhandle.h"

#include <QPointer>
#include <QWidget>

namespace wf::widgets {
class PickButton;
}

namespace wf::ui {

class BoardGrid;
class BoardTabBar;
class LinkBar;
class LinkOpener;
class ScrolledColumn;
class WrapLayout;

// An imported dashboard: its variables above, its rows of panels below. Panels that are not on the screen ask nothing.
class BoardPage final : public QWidget {
    Q_OBJECT
public:
    BoardPage(BoardSurroundings around, const sources::SourceSet &sources, QWidget *parent = nullptr);
    ~BoardPage() override;

    // Read off the GUI thread. `chosen`: variables to begin with.
    void open(const QString &path, std::map<QString, QStringList> chosen = {});
    void showDashboard(signals::Dashboard dashboard);
    [[nodiscard]] const std::shared_ptr<const signals::Dashboard> &dashboard() const { return m_dashboard; }
    [[nodiscard]] const QString &path() const { return m_path; } // empty: no file yet
    [[nodiscard]] query::VariableScope scope() const { return m_variables.scope(); }
    [[nodiscard]] const engine::BoardVariables &variables() const { return m_variables; }
    [[nodiscard]] LinkOpener &links() const { return *m_opener; }
    [[nodiscard]] engine::BoardAnnotations &annotations() { return m_annotations; }
    [[nodiscard]] const sources::SourceSet &sources() const { return m_sources; }
    [[nodiscard]] int wholeHeight() const; // so high that nothing of it must be scrolled to
    // While it is edited, panels that repeat stand once and cards can be dragged. `showDraft` is the dashboard after a
    // step: only what changed is asked.
    void setEditing(bool editing);
    [[nodiscard]] bool isEditing() const { return m_isEditing; }
    void showDraft(std::shared_ptr<const signals::Dashboard> draft);
    void focusPanel(int id);
    // The panel with the focus, else under the pointer, alone; again: all of them.
    void maximiseFocused();
    void toggleMaximised(BoardCard *card);
    [[nodiscard]] BoardCard *maximised() const { return m_maximised; }
    // Opens the tab of this row's identifier, with those it stands in.
    void openTab(int row);
    // The row of the open tab, of tabs within tabs the innermost first one; 0: there are no tabs.
    [[nodiscard]] int openRow() const;
    // Every tab below the other, each with its title: for pictures.
    void setShowsAllTabs(bool all) { m_showsAllTabs = all; }
    [[nodiscard]] const std::vector<BoardTabBar *> &tabBars() const { return m_bars; }
    [[nodiscard]] const BoardSurroundings &surroundings() const { return m_around; }
    [[nodiscard]] QString facts() const; // "Panels shown: 31"
    void setActive(bool active);
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] std::vector<BoardCard *> cards() const;

Q_SIGNALS:
    void opened();
    void exportAsked(int panel);          // its identifier
    void boardAsked(const QString &path); // another dashboard, to be opened
    // While editing.
    void placed(int id, const wf::signals::GridPlace &to);
    void wished(int id, wf::ui::CardHandle::Wish wish, QPoint globalAt);
    void rowMenuAsked(int row, QPoint globalAt); // a tab's too
    void renameAsked(int row);
    void settledChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Escape leaves a maximised panel

private:
    void take(base::Result<signals::Dashboard> read);
    void showFrom(signals::Dashboard dashboard, const QString &path);
    void rebuild(bool keepsCards);
    void takeFocus();
    [[nodiscard]] BoardGrid *makeGrid(engine::BoardSection section);
    void placeParts(std::vector<BoardGrid *> &before, bool keepsCards, const QHash<QString, bool> &open);
    void placeTabs(const engine::TabStrip &strip, std::vector<BoardTabBar *> &before);
    void scrollTo(QPoint globalAt);
    void rebuildBar();
    void orderTabs();
    void markAllOld();
    void found(const QString &key, bool hasData);
    void look();
    void askAnnotations();
    void showNotes();
    void showBar();
    void showMaximised();

    BoardSurroundings m_around;
    const sources::SourceSet &m_sources;
    engine::BoardVariables m_variables;
    engine::BoardAnnotations m_annotations;
    std::shared_ptr<const signals::Dashboard> m_dashboard; // shown; a draft of that of the variables while editing
    QString m_path;
    bool m_isEditing = false;
    widgets::Panel *m_state = nullptr;
    QWidget *m_bar = nullptr;
    WrapLayout *m_picks = nullptr;
    LinkOpener *m_opener = nullptr;
    LinkBar *m_links = nullptr;
    widgets::PickButton *m_marks = nullptr; // which annotations are shown
    bool m_hasPicks = false;
    std::map<QString, QStringList> m_begin; // variables of the dashboard that is being read
    ScrolledColumn *m_scroll = nullptr;
    std::vector<engine::BoardSection> m_sections; // all of them, shown or not
    std::vector<BoardGrid *> m_grids;             // of those that are shown
    std::vector<BoardTabBar *> m_bars;
    engine::ChosenTabs m_chosen;
    QHash<QString, bool> m_hasData; // what panels found whose conditions ask for it, by key
    bool m_showsAllTabs = false;
    QPointer<BoardCard> m_maximised;
    int m_left = 0; // panels beyond the most
    bool m_active = false;
    bool m_loading = false;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::ui

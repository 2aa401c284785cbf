// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/bench/replaybench.h"
#include "models/engine/rules/bench/rulebench.h"
#include "models/engine/rules/hearers/hearerdesk.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

class QAction;
class QSplitter;
class QStackedWidget;

namespace wf::engine {
class Completer;
}

namespace wf::widgets {
class Button;
class IconButton;
class Panel;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class ChangesPanel;
class IconLine;
class ReplayPanel;
class RuleForm;
class TestsPanel;
class YamlPanel;

// The editor of one rule: the form; when it would have fired; what will be saved, the YAML, the unit tests. Leaving
// keeps the draft and says so. Keys: Ctrl+S saves, Esc goes back to the list, Ctrl+Shift+D, Y and U show changes, YAML
// and tests, Ctrl+Shift+A applies the suggestion, F9 runs the tests, Ctrl+Shift+Delete deletes the rule.
class RuleEditor final : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        engine::RuleBench &bench;
        engine::ReplayBench &replay;
        engine::HearerDesk &hearers;
        engine::Completer &completer;
    };
    RuleEditor(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);
    ~RuleEditor() override;

    void edit(const engine::KnownRulePtr &rule);
    void begin(const QString &text, const engine::EditedRule::Place &place, const QString &source);
    void resume(const QString &key);
    // Closes it; what is not saved is kept, and that is said.
    void leave();
    void setActive(bool active);
    [[nodiscard]] bool isOpen() const { return m_bench.isOpen(); }
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] QList<QAction *> editorActions() const { return m_actions; }
    enum class Tab { Changes, Yaml, Tests };
    void showTab(Tab tab);

Q_SIGNALS:
    void left();
    void settledChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    QWidget *buildHeader();
    void buildBelow();
    void buildActions();
    void connectAll();
    void opened();
    void fillHeader();
    void look();
    void discard();
    void save();
    void copyYaml();
    void apply(const engine::ReplaySuggestion &suggestion);
    void tell(const engine::RuleBench::Said &said);
    void showMenu();

    engine::RuleBench &m_bench;
    engine::ReplayBench &m_replay;
    engine::HearerDesk &m_hearers;
    WatchContext &m_context;
    QList<QAction *> m_actions;
    widgets::IconButton *m_back, *m_more;
    widgets::PlainLabel *m_title, *m_facts;
    IconLine *m_state;
    widgets::Button *m_discard, *m_changes, *m_save;
    RuleForm *m_form;
    ReplayPanel *m_past;
    ChangesPanel *m_changesPanel;
    YamlPanel *m_yaml;
    TestsPanel *m_tests;
    widgets::Segmented *m_tabs;
    QStackedWidget *m_pages;
    widgets::Panel *m_below;
    QSplitter *m_split, *m_right;
    bool m_isActive = false;
};

} // namespace wf::ui

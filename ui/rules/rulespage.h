// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/metrics/metricreader.h"
#include "models/engine/rules/import/ruleimporter.h"
#include "models/engine/rules/tree/rulewatch.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/rules/editor/ruleeditor.h"

class QMenu;
class QStackedWidget;

namespace wf::widgets {
class Button;
}

namespace wf::ui {

class RuleList;

// All rules of all sources as a tree, and the editor of one. "/" filters by name, group, source, state, or by a metric:
// then who alerts on it. E or Enter edits, Y copies as YAML, W asks who alerts on what the rule reads, Ctrl+N makes a
// new rule, Ctrl+L one from the library, Ctrl+I takes over those of a file.
class RulesPage final : public Screen {
    Q_OBJECT
public:
    struct Parts {
        engine::RuleWatch &watch;
        engine::MetricReader &metrics;
        engine::RuleDesk &desk;
        const async::Pools &pools;
        RuleEditor::Parts editor;
    };
    RulesPage(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);
    ~RulesPage() override;
    [[nodiscard]] QString key() const override { return QStringLiteral("rules"); }
    // An alert: the rule it comes from. A metric: who alerts on it.
    bool showSubject(const signals::Subject &subject) override;
    // The editor of the rule an alert comes from; once the rules are known.
    void editRuleOf(const signals::Subject &alert);
    // What a rule file holds, to choose from.
    void importFrom(const QString &path);
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override;
    [[nodiscard]] Badge badge() const override;

private:
    void build();
    void buildActions();
    void follow();
    void edit(const engine::KnownRulePtr &rule);
    void beginNew(signals::RuleKind kind);
    void openLibrary();
    void askForImport();
    void tellImported(const engine::ImportedRules &imported, const engine::RuleHome &home);
    void showList();
    void showEditor();
    void editSought();
    void showNewMenu();
    [[nodiscard]] bool isEditing() const;
    [[nodiscard]] QString metricOf(const QString &text) const;
    [[nodiscard]] engine::EditedRule::Place placeForNew() const;

    engine::RuleWatch &m_watch;
    engine::MetricReader &m_metrics;
    engine::RuleImporter *m_importer;
    engine::RuleBench &m_bench;
    WatchContext &m_context;
    RuleList *m_list;
    RuleEditor *m_editor;
    QStackedWidget *m_stack;
    widgets::Button *m_new;
    QList<QAction *> m_actions;
    signals::Subject m_sought; // the alert whose rule is to be edited once it is known
    bool m_active = false;
};

} // namespace wf::ui

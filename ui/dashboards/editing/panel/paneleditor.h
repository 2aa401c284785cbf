// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/board/card/boardcard.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;
class QVBoxLayout;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

class FieldForm;
class KindForm;
class OverrideRows;
class QueryRows;
class TransformRows;

// Edits one panel beside a live preview of it: queries, transformations and overrides below it, settings beside it.
// Everything the form does not offer (links) is reached through the JSON of the panel, which is the form's other side.
// Accepting says the panel.
class PanelEditor final : public QDialog {
    Q_OBJECT
public:
    PanelEditor(signals::BoardPanel panel, std::shared_ptr<const signals::Dashboard> dashboard,
                query::VariableScope scope, BoardSurroundings around, QWidget *parent = nullptr);
    ~PanelEditor() override;

    [[nodiscard]] const signals::BoardPanel &panel() const { return m_panel; }
    [[nodiscard]] BoardCard *preview() const { return m_preview; }

Q_SIGNALS:
    void applied(const wf::signals::BoardPanel &panel);

protected:
    void paintEvent(QPaintEvent *event) override;
    void reject() override;

private:
    void build();
    void offerObjectives();
    [[nodiscard]] QWidget *makeOptions();
    void fill(); // the form from the panel
    void take(); // the panel from the form
    void takeObjective();
    void takeKind();
    void takeJson();
    void showPreview();
    void apply();

    signals::BoardPanel m_panel;
    const signals::BoardPanel m_before;
    signals::BoardPanel m_filled; // what the form was filled with; its choices are written over this
    std::shared_ptr<const signals::Dashboard> m_dashboard;
    query::VariableScope m_scope;
    BoardSurroundings m_around;
    QVBoxLayout *m_previewPlace;
    BoardCard *m_preview = nullptr;
    QComboBox *m_kind;
    QLineEdit *m_title;
    QPlainTextEdit *m_description;
    QueryRows *m_queries;
    TransformRows *m_transformations;
    OverrideRows *m_overrides;
    FieldForm *m_fields;
    KindForm *m_kindForm;
    QPlainTextEdit *m_json;
    QTabWidget *m_tabs;
    widgets::PlainLabel *m_said;
    QTimer m_soon;
    bool m_isFilling = false;
    bool m_isJsonWrong = false;
    bool m_isWarned = false; // that changes would be lost
};

} // namespace wf::ui

// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/bench/replaybench.h"
#include "models/engine/rules/bench/rulebench.h"
#include "models/engine/rules/hearers/hearerdesk.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <optional>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QScrollArea;

namespace wf::engine {
class Completer;
}

namespace wf::widgets {
class CodeEdit;
class ExpressionEdit;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class HearersPanel;
class HomePicker;
class IconLine;
class LabelChips;

// The form of the rule on the bench. What is wrong with a field is said below it, 300 ms after the last key.
class RuleForm final : public QWidget {
    Q_OBJECT
public:
    RuleForm(engine::RuleBench &bench, engine::ReplayBench &replay, engine::HearerDesk &hearers,
             engine::Completer &completer, QWidget *parent = nullptr);
    ~RuleForm() override;
    void focusField(engine::RuleField field);
    // What is typed and not yet taken (a label) is taken.
    void finish();
    [[nodiscard]] bool isSettled() const { return !m_soon.isActive(); }

    static constexpr int pauseMs = 300;

Q_SIGNALS:
    void settledChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Field {
        QWidget *edit = nullptr;
        IconLine *below = nullptr;
        QWidget *around = nullptr; // with its caption
    };
    void build();
    void buildWhere(QBoxLayout &column);
    void buildCondition(QBoxLayout &column);
    QWidget *addField(QBoxLayout &column, engine::RuleField field, const QString &caption, QWidget *edit);
    [[nodiscard]] QLineEdit *line(engine::RuleField field);
    [[nodiscard]] widgets::CodeEdit *code(engine::RuleField field, const QString &name, int least, int most);
    [[nodiscard]] QComboBox *combo(engine::RuleField field, const QStringList &choices);
    void fill();
    void fillField(engine::RuleField field);
    void fillWhere();
    void fillLanguage();
    void judge(); // what is wrong, what it reads like
    void judgeCondition();
    void sayBelow(engine::RuleField field, const QString &right);
    void fillHearers();

    engine::RuleBench &m_bench;
    engine::ReplayBench &m_replay;
    engine::Completer &m_completer;
    std::map<engine::RuleField, Field> m_fields;
    widgets::ExpressionEdit *m_condition;
    std::optional<bool> m_isPromql; // what the condition is coloured and proposed as
    QMetaObject::Connection m_proposing;
    LabelChips *m_labels;
    IconLine *m_labelsBelow, *m_whereBelow, *m_lock;
    widgets::PlainLabel *m_others;
    HomePicker *m_where;
    QLineEdit *m_nameSpace;
    QScrollArea *m_scroll;
    HearersPanel *m_hearers;
    QTimer m_soon;
};

} // namespace wf::ui

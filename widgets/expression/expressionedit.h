// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/expression.h"
#include "widgets/expression/expressionhighlighter.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QTimer>

namespace wf::widgets {

class ProposalList;

// An editor for one query, of one or more lines: colours, wrong places underlined with what is wrong, proposals below
// the caret, brackets in pairs. Knows no language: whoever owns it says what the text is. No key ever waits for an
// answer: proposals come when they come, and only those for the text as it is now are shown.
// Keys: Ctrl+Space proposes; Tab or Enter inserts; Ctrl+Enter and Shift+Enter run; Enter too when it is told to, then
// Alt+Enter breaks the line.
class ExpressionEdit final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit ExpressionEdit(const QString &accessibleName, QWidget *parent = nullptr);
    ~ExpressionEdit() override;

    void setHighlighting(ExpressionHighlighter::Spans spans);
    void setEnterRuns(bool runs) { m_enterRuns = runs; }
    // With the ground and border of a field; else it fills what is around it.
    void setFramed(bool framed);
    // Grows with its text between these; more scrolls.
    void setLines(int least, int most);

    [[nodiscard]] QString text() const { return toPlainText(); }
    void setText(const QString &text); // as one step that can be undone; the caret goes to its end
    void replace(int start, int length, const QString &text);
    [[nodiscard]] int caret() const { return textCursor().position(); }
    void setCaret(int position);

    void setMarks(std::vector<signals::ExpressionMark> marks);
    [[nodiscard]] const std::vector<signals::ExpressionMark> &marks() const { return m_marks; }
    // The mark at a place; null when there is none. The worst of several.
    [[nodiscard]] const signals::ExpressionMark *markAt(int position) const;
    void goToNextMark();

    // The answer to proposalsWanted(); one for an older ticket is dropped.
    void setCompletion(quint64 ticket, const signals::Completion &completion);
    [[nodiscard]] bool isProposing() const;
    void askProposals(); // as Ctrl+Space
    void closeProposals();
    [[nodiscard]] const ProposalList &proposals() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void edited(); // 250 ms after the last change
    void runRequested();
    // `forced`: Ctrl+Space; else somebody is typing.
    void proposalsWanted(const QString &text, int caret, bool forced, quint64 ticket);
    void proposalTaken(const wf::signals::Proposal &proposal);
    void focused();
    void left(); // by the focus

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void applyLook();
    void fitHeight();
    void showSelections();
    void want(bool forced);
    bool proposalKey(QKeyEvent *event);
    bool runKey(QKeyEvent *event);
    bool pairKey(QKeyEvent *event);
    void take();
    void ensureList();
    [[nodiscard]] int bracketOpposite(int position) const;

    std::vector<signals::ExpressionMark> m_marks;
    QPointer<ProposalList> m_list; // in the window once it was shown, so it may die first
    ExpressionHighlighter *m_highlighter = nullptr;
    QTimer m_quiet;
    QString m_lastText;
    quint64 m_ticket = 0;
    int m_askedCaret = -1;
    int m_least = 1, m_most = 8;
    bool m_enterRuns = false;
    bool m_isFramed = false;
    bool m_isInserting = false;
};

} // namespace wf::widgets

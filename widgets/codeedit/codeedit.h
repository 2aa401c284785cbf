// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/expression.h"

#include <QPlainTextEdit>

#include <functional>
#include <vector>

namespace wf::widgets {

// A line of a text that shows what changed.
struct CodeLine {
    enum class Kind { Same, Added, Removed, Skipped };
    Kind kind = Kind::Same;
    int number = 0; // 0: none
    friend bool operator==(const CodeLine &, const CodeLine &) = default;
};

// A field for code: coloured, errors underlined at their place and told in the tool tip, line numbers or signs of a
// difference beside it. Tab leaves it; F8 goes to the next error. Always plain text.
class CodeEdit final : public QPlainTextEdit {
    Q_OBJECT
public:
    enum class Look { Field, Page }; // with a border like other fields, or filling its panel
    explicit CodeEdit(const QString &accessibleName, Look look = Look::Field, QWidget *parent = nullptr);
    ~CodeEdit() override;

    using Marker = std::function<std::vector<signals::SyntaxSpan>(const QString &)>;
    void setMarker(Marker marker);
    // Another text; cursor and scroll position stay as far as they can. Nothing is told of it.
    void setCode(const QString &text);
    void setProblems(std::vector<signals::ExpressionMark> problems);
    [[nodiscard]] const std::vector<signals::ExpressionMark> &problems() const { return m_problems; }
    // The cursor to a place, and the place into view.
    void goTo(int place);
    void goToNextProblem();
    void setLineNumbersShown(bool shown);
    // Lines of a difference, one for each of the text; takes the place of line numbers.
    void setLines(std::vector<CodeLine> lines);
    // As high as its lines, within these bounds.
    void setLinesShown(int least, int most);

Q_SIGNALS:
    void edited(); // by a person

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    class Gutter;
    void mark();
    void layoutGutter();
    void fitHeight();
    void paintGutter(QPainter &p, const QRect &rect) const;
    [[nodiscard]] int gutterWidth() const;
    [[nodiscard]] QString problemAt(const QPoint &viewportPoint) const;

    Look m_look;
    Marker m_marker;
    std::vector<signals::ExpressionMark> m_problems;
    std::vector<CodeLine> m_lines;
    Gutter *m_gutter;
    bool m_hasNumbers = false;
    bool m_isSetting = false;
    int m_least = 0, m_most = 0;
};

} // namespace wf::widgets

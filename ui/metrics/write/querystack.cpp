// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/write/querystack.h"

#include "models/engine/explore/language/syntax.h"
#include "ui/base/proposing.h"
#include "widgets/base/controls/focusring.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/expression/expressionedit.h"

#include <QBoxLayout>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace wf::ui {

using widgets::ExpressionEdit;
using widgets::PlainLabel;
using widgets::TextRole;
using widgets::Theme;

namespace {

// The letter in front of a query, with a square that says which one is shown.
class Letter final : public QWidget {
public:
    explicit Letter(std::function<void()> clicked) : m_clicked(std::move(clicked)) { setFixedWidth(44); }
    void set(const QString &letter, bool isCurrent)
    {
        m_letter = letter;
        m_isCurrent = isCurrent;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter p(this);
        const Theme &t = Theme::of(this);
        const QRect square(14, 10, 9, 9);
        p.fillRect(square, m_isCurrent ? t.accent.base : t.text.tertiary);
        widgets::paintText(p, QRect(28, 4, 14, 20), m_letter, t.font(TextRole::Mono),
                           m_isCurrent ? t.text.primary : t.text.tertiary);
    }
    void mousePressEvent(QMouseEvent *) override { m_clicked(); }

private:
    std::function<void()> m_clicked;
    QString m_letter;
    bool m_isCurrent = false;
};

PlainLabel::Tone toneOf(signals::Severity severity)
{
    return severity == signals::Severity::Critical  ? PlainLabel::Tone::Critical
           : severity == signals::Severity::Warning ? PlainLabel::Tone::Warning
                                                    : PlainLabel::Tone::Secondary;
}

} // namespace

QueryStack::QueryStack(engine::ExploreDesk &desk, QWidget *parent) : QWidget(parent), m_desk(desk)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 6);
    column->setSpacing(0);
    m_rowsLayout = new QVBoxLayout;
    m_rowsLayout->setSpacing(0);
    column->addLayout(m_rowsLayout);
    m_problem = new PlainLabel({}, TextRole::Small);
    m_problem->setWrap(true);
    auto *said = new QHBoxLayout;
    said->setContentsMargins(48, 2, 12, 2);
    said->addWidget(m_problem);
    column->addLayout(said);
    m_problem->hide();
    addRow({});
}

void QueryStack::addRow(const QString &text)
{
    Row row;
    row.box = new QWidget;
    const int number = static_cast<int>(m_rows.size());
    row.edit = new ExpressionEdit(tr("Query %1").arg(letterOf(number)));
    row.edit->setHighlighting(engine::promqlSpans);
    widgets::showFocusRing(*row.edit);
    row.edit->setEnterRuns(true);
    row.edit->setLines(1, 8);
    row.edit->setPlaceholderText(tr("Write PromQL, or choose a metric; Ctrl+Space proposes"));
    row.letter = new Letter([edit = row.edit] { edit->setFocus(); });
    auto *line = new QHBoxLayout(row.box);
    line->setContentsMargins(0, 0, 8, 0);
    line->setSpacing(0);
    line->addWidget(row.letter, 0, Qt::AlignTop);
    line->addWidget(row.edit, 1);
    row.letter->setFixedHeight(26);
    m_rowsLayout->addWidget(row.box);
    auto *edit = row.edit;
    const auto rowOf = [this, edit] {
        return static_cast<int>(std::ranges::find(m_rows, edit, &Row::edit) - m_rows.begin());
    };
    connect(edit, &ExpressionEdit::focused, this, [this, rowOf] { choose(rowOf()); });
    connect(edit, &ExpressionEdit::runRequested, this, &QueryStack::runRequested);
    connect(edit, &ExpressionEdit::edited, this, [this, rowOf] {
        if (rowOf() == m_current && !m_isFilling) {
            check();
            Q_EMIT edited();
        }
    });
    proposeFrom(m_desk.completer(), *edit);
    connect(edit, &QPlainTextEdit::cursorPositionChanged, this, [this, rowOf] {
        if (rowOf() == m_current)
            showProblem();
    });
    m_rows.push_back(row);
    edit->setText(text);
    choose(m_current);
}

void QueryStack::dropRow(int row)
{
    const auto it = m_rows.begin() + row;
    it->box->hide();
    it->box->deleteLater();
    m_rows.erase(it);
}

void QueryStack::setQueries(const QStringList &queries, int current)
{
    m_isFilling = true;
    while (m_rows.size() > static_cast<std::size_t>(std::max<qsizetype>(1, queries.size())))
        dropRow(static_cast<int>(m_rows.size()) - 1);
    while (static_cast<qsizetype>(m_rows.size()) < queries.size())
        addRow({});
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].edit->setPlainText(queries.value(static_cast<qsizetype>(i))); // another tab is not undone
        m_rows[i].edit->setMarks({});
    }
    m_isFilling = false;
    m_current = -1;
    choose(std::clamp(current, 0, static_cast<int>(m_rows.size()) - 1));
}

QStringList QueryStack::queries() const
{
    QStringList out;
    for (const Row &row : m_rows)
        out << row.edit->text();
    return out;
}

void QueryStack::addQuery(const QString &text)
{
    if (m_rows.size() >= mostQueries)
        return;
    addRow(text);
    choose(static_cast<int>(m_rows.size()) - 1);
    m_rows.back().edit->setFocus();
}

void QueryStack::removeCurrent()
{
    if (m_rows.size() == 1) {
        setCurrentText({});
        return;
    }
    dropRow(m_current);
    const int next = std::min(m_current, static_cast<int>(m_rows.size()) - 1);
    m_current = -1;
    choose(next);
    m_rows[static_cast<std::size_t>(next)].edit->setFocus();
}

void QueryStack::choose(int row)
{
    if (row < 0 || row >= static_cast<int>(m_rows.size()))
        return;
    const bool isNew = row != m_current;
    m_current = row;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        static_cast<Letter *>(m_rows[i].letter)->set(letterOf(static_cast<int>(i)), static_cast<int>(i) == m_current);
    if (!isNew || m_isFilling)
        return;
    check();
    Q_EMIT currentChanged();
}

void QueryStack::setCurrent(int query)
{
    choose(query);
}

ExpressionEdit *QueryStack::editor(int query) const
{
    const auto i = static_cast<std::size_t>(query);
    return i < m_rows.size() ? m_rows[i].edit : nullptr;
}

QString QueryStack::currentText() const
{
    const auto *edit = editor(m_current);
    return edit ? edit->text() : QString();
}

void QueryStack::setCurrentText(const QString &text)
{
    if (auto *edit = editor(m_current))
        edit->setText(text);
}

void QueryStack::insert(const QString &text)
{
    if (auto *edit = editor(m_current)) {
        edit->replace(edit->caret(), 0, text);
        edit->setFocus();
    }
}

void QueryStack::check()
{
    const QPointer<ExpressionEdit> edit(editor(m_current));
    if (!edit)
        return;
    m_desk.check(edit->text(), [this, edit, text = edit->text()](const std::vector<signals::ExpressionMark> &marks) {
        if (!edit || edit->text() != text)
            return;
        edit->setMarks(marks);
        showProblem();
    });
}

// The mark at the caret, else the worst one; what is being written is not scolded while the list is open.
void QueryStack::showProblem()
{
    const auto *edit = editor(m_current);
    const signals::ExpressionMark *shown = edit ? edit->markAt(edit->caret()) : nullptr;
    if (edit && !shown)
        for (const auto &mark : edit->marks())
            if (!shown || mark.severity < shown->severity)
                shown = &mark;
    const auto count = edit ? edit->marks().size() : 0;
    if (shown) {
        m_problem->setTone(toneOf(shown->severity));
        m_problem->setText(count > 1 ? shown->message + u' ' + tr("F8: next of %1.").arg(count) : shown->message);
    }
    m_problem->setVisible(shown != nullptr);
}

void QueryStack::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    p.fillRect(rect(), Theme::of(this).surface.input);
}

} // namespace wf::ui

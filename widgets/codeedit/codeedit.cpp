// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/codeedit/codeedit.h"

#include "widgets/base/codelook.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace wf::widgets {

using signals::ExpressionMark;
using signals::SyntaxKind;
using signals::SyntaxSpan;

namespace {

constexpr int paddingX = codeFieldPaddingX, paddingY = codeFieldPaddingY;
constexpr int mostMarked = 4'000; // pieces; a longer text stays plain behind them
constexpr int signWidth = 16;

QTextEdit::ExtraSelection selectionOf(QTextDocument *document, int start, int length)
{
    QTextEdit::ExtraSelection out;
    out.cursor = QTextCursor(document);
    const int last = std::max(0, document->characterCount() - 1);
    out.cursor.setPosition(std::clamp(start, 0, last));
    out.cursor.setPosition(std::clamp(start + length, 0, last), QTextCursor::KeepAnchor);
    return out;
}

// Something to underline also where a text ends too early.
std::pair<int, int> underlined(const ExpressionMark &problem, int length)
{
    if (problem.length > 0)
        return {problem.start, problem.length};
    return problem.start < length ? std::pair(problem.start, 1) : std::pair(std::max(0, length - 1), 1);
}

} // namespace

class CodeEdit::Gutter final : public QWidget {
public:
    explicit Gutter(CodeEdit *edit) : QWidget(edit), m_edit(*edit) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter p(this);
        m_edit.paintGutter(p, rect());
    }

private:
    CodeEdit &m_edit;
};

CodeEdit::CodeEdit(const QString &accessibleName, Look look, QWidget *parent)
    : QPlainTextEdit(parent), m_look(look), m_gutter(new Gutter(this))
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setFont(Theme::of(this).font(TextRole::Mono));
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false); // what is around it is painted here
    setLineWrapMode(look == Look::Field ? WidgetWidth : NoWrap);
    if (look == Look::Field) // it wraps: a bar would only cover its last line
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_gutter->hide();
    layoutGutter();
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        mark();
        fitHeight();
        layoutGutter();
        if (!m_isSetting)
            Q_EMIT edited();
    });
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, [this] { m_gutter->update(); });
}

CodeEdit::~CodeEdit() = default;

void CodeEdit::setMarker(Marker marker)
{
    m_marker = std::move(marker);
    mark();
}

void CodeEdit::setCode(const QString &text)
{
    if (text == toPlainText())
        return;
    const int at = textCursor().position();
    const int scroll = verticalScrollBar()->value();
    m_isSetting = true;
    setPlainText(text);
    m_isSetting = false;
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(at, std::max(0, document()->characterCount() - 1)));
    setTextCursor(cursor);
    verticalScrollBar()->setValue(scroll);
}

void CodeEdit::setProblems(std::vector<ExpressionMark> problems)
{
    if (problems == m_problems)
        return;
    m_problems = std::move(problems);
    mark();
    m_gutter->update();
}

void CodeEdit::goTo(int place)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::clamp(place, 0, std::max(0, document()->characterCount() - 1)));
    setTextCursor(cursor);
    ensureCursorVisible();
}

void CodeEdit::goToNextProblem()
{
    if (m_problems.empty())
        return;
    const int at = textCursor().position();
    const auto next = std::ranges::find_if(m_problems, [at](const ExpressionMark &one) { return one.start > at; });
    goTo((next == m_problems.end() ? m_problems.front() : *next).start);
}

void CodeEdit::setLineNumbersShown(bool shown)
{
    m_hasNumbers = shown;
    layoutGutter();
}

void CodeEdit::setLines(std::vector<CodeLine> lines)
{
    m_lines = std::move(lines);
    mark();
    layoutGutter();
    m_gutter->update();
}

void CodeEdit::setLinesShown(int least, int most)
{
    m_least = least;
    m_most = most;
    fitHeight();
}

// Colours lie above the document and never change it, so that undo and the cursor know nothing of them.
void CodeEdit::mark()
{
    const Theme &t = Theme::of(this);
    QList<QTextEdit::ExtraSelection> all;
    int line = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && line < static_cast<int>(m_lines.size());
         block = block.next(), ++line) {
        const auto kind = m_lines[static_cast<std::size_t>(line)].kind;
        if (kind != CodeLine::Kind::Added && kind != CodeLine::Kind::Removed)
            continue;
        auto tint = selectionOf(document(), block.position(), 0);
        tint.format.setBackground(kind == CodeLine::Kind::Added ? t.ok.tint : t.critical.tint);
        tint.format.setProperty(QTextFormat::FullWidthSelection, true);
        all << tint;
    }
    const QString text = toPlainText();
    if (m_marker)
        for (const SyntaxSpan &part : m_marker(text)) {
            if (all.size() > mostMarked)
                break;
            if (part.kind == SyntaxKind::Plain)
                continue;
            auto piece = selectionOf(document(), part.start, part.length);
            piece.format.setForeground(syntaxColor(part.kind, t));
            all << piece;
        }
    for (const ExpressionMark &problem : m_problems) {
        const auto [start, length] = underlined(problem, static_cast<int>(text.size()));
        auto wave = selectionOf(document(), start, length);
        wave.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.format.setUnderlineColor(problem.isError() ? t.critical.mark : t.warning.mark);
        all << wave;
    }
    setExtraSelections(all);
}

int CodeEdit::gutterWidth() const
{
    if (!m_hasNumbers && m_lines.empty())
        return 0;
    int largest = blockCount();
    for (const CodeLine &line : m_lines)
        largest = std::max(largest, line.number);
    const QFontMetrics metrics(Theme::of(this).font(TextRole::MonoSmall));
    const auto digits = std::max<qsizetype>(2, QString::number(largest).size());
    return 10 + metrics.horizontalAdvance(QString(digits, u'0')) + (m_lines.empty() ? 8 : 8 + signWidth);
}

void CodeEdit::layoutGutter()
{
    const int left = gutterWidth();
    setViewportMargins(left > 0 ? left : paddingX, paddingY, paddingX, paddingY);
    m_gutter->setVisible(left > 0);
    m_gutter->setGeometry(1, paddingY, left, height() - 2 * paddingY);
}

void CodeEdit::fitHeight()
{
    if (m_most == 0)
        return;
    const auto lines = static_cast<int>(document()->size().height()); // counted in lines by this kind of document
    const int shown = std::clamp(lines, m_least, m_most);
    setFixedHeight(shown * fontMetrics().lineSpacing() + 2 * paddingY + 2);
    setVerticalScrollBarPolicy(lines > m_most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

void CodeEdit::paintGutter(QPainter &p, const QRect &rect) const
{
    const Theme &t = Theme::of(this);
    const QFont font = t.font(TextRole::MonoSmall);
    const int signs = m_lines.empty() ? 0 : signWidth;
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    for (; block.isValid() && top < rect.bottom(); block = block.next()) {
        const double high = blockBoundingRect(block).height();
        const auto number = static_cast<std::size_t>(block.blockNumber());
        const QRectF line(0, top, rect.width() - 8 - signs, fontMetrics().lineSpacing());
        CodeLine shown{CodeLine::Kind::Same, static_cast<int>(number) + 1};
        if (number < m_lines.size())
            shown = m_lines[number];
        const bool isAdded = shown.kind == CodeLine::Kind::Added;
        const bool isRemoved = shown.kind == CodeLine::Kind::Removed;
        if (isAdded || isRemoved)
            p.fillRect(QRectF(0, top, rect.width(), high), isAdded ? t.ok.tint : t.critical.tint);
        if (shown.number > 0)
            paintText(p, line, QString::number(shown.number), font, t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
        if (isAdded || isRemoved)
            paintText(p, QRectF(line.right() + 8, top, signWidth, line.height()),
                      isAdded ? QStringLiteral("+") : QStringLiteral("\u2212"), font,
                      isAdded ? t.signal.added : t.signal.removed);
        const int from = block.position(), to = from + block.length();
        const bool isWrong = std::ranges::any_of(
            m_problems, [from, to](const ExpressionMark &one) { return one.start >= from && one.start < to; });
        if (isWrong)
            p.fillRect(QRectF(0, top + 2, 3, line.height() - 4), t.critical.mark);
        top += high;
    }
}

bool CodeEdit::event(QEvent *event)
{
    const bool done = QPlainTextEdit::event(event);
    if (event->type() == QEvent::Paint) {
        if (m_look == Look::Page)
            QPainter(this).fillRect(rect(), Theme::of(this).surface.code);
        else
            paintCodeField(*this, hasFocus() && !isReadOnly(),
                           std::ranges::any_of(m_problems, &ExpressionMark::isError));
    }
    return done;
}

QString CodeEdit::problemAt(const QPoint &viewportPoint) const
{
    const int at = cursorForPosition(viewportPoint).position();
    const int size = document()->characterCount() - 1;
    for (const ExpressionMark &problem : m_problems) {
        const auto [start, length] = underlined(problem, size);
        if (at >= start && at <= start + length)
            return problem.message;
    }
    return {};
}

bool CodeEdit::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString what = problemAt(help->pos());
    if (what.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainTip(what), viewport());
    return true;
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F8 && !m_problems.empty()) {
        goToNextProblem();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        event->ignore(); // leaves the editor around it
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void CodeEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layoutGutter();
    fitHeight();
}

void CodeEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_gutter)
        mark();
}

void CodeEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    update();
}

void CodeEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    update();
}

} // namespace wf::widgets

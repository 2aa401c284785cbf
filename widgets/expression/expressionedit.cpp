// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/expression/expressionedit.h"

#include "widgets/base/codelook.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/expression/proposallist.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace wf::widgets {

using signals::ExpressionMark;
using signals::Severity;

namespace {
constexpr int quietMs = 250;

QColor markColor(Severity severity, const Theme &theme)
{
    return severity == Severity::Critical  ? theme.syntax.error
           : severity == Severity::Warning ? theme.warning.mark
                                           : theme.info.mark;
}
} // namespace

ExpressionEdit::ExpressionEdit(const QString &accessibleName, QWidget *parent)
    : QPlainTextEdit(parent), m_list(new ProposalList(this))
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, &ExpressionEdit::edited);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (m_lastText == toPlainText()) // only its colours changed
            return;
        m_lastText = toPlainText();
        m_quiet.start();
        fitHeight();
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        showSelections();
        if (isProposing() && !m_isInserting && caret() != m_askedCaret)
            closeProposals();
    });
    connect(m_list, &ProposalList::taken, this, &ExpressionEdit::take);
    applyLook();
    fitHeight();
}

ExpressionEdit::~ExpressionEdit()
{
    // The list lives in the window, not here.
    delete m_list;
}

void ExpressionEdit::applyLook()
{
    const Theme &theme = Theme::of(this);
    const QFont font = theme.font(TextRole::Mono);
    if (document()->defaultFont() != font) {
        setFont(font);
        document()->setDefaultFont(font);
    }
    QPalette palette = this->palette();
    if (palette.color(QPalette::Base) != theme.surface.input) {
        palette.setColor(QPalette::Base, theme.surface.input);
        palette.setColor(QPalette::Text, theme.text.primary);
        setPalette(palette);
    }
    showSelections();
}

void ExpressionEdit::setHighlighting(ExpressionHighlighter::Spans spans)
{
    delete m_highlighter;
    m_highlighter = new ExpressionHighlighter(document(), std::move(spans));
}

void ExpressionEdit::setFramed(bool framed)
{
    m_isFramed = framed;
    viewport()->setAutoFillBackground(!framed); // it is painted below
    const int x = framed ? codeFieldPaddingX : 0, y = framed ? codeFieldPaddingY : 0;
    setViewportMargins(x, y, x, y);
    document()->setDocumentMargin(framed ? 0 : 4);
    fitHeight();
}

void ExpressionEdit::setLines(int least, int most)
{
    m_least = least;
    m_most = most;
    fitHeight();
}

void ExpressionEdit::setText(const QString &text)
{
    if (text != toPlainText())
        replace(0, static_cast<int>(toPlainText().size()), text);
}

void ExpressionEdit::replace(int start, int length, const QString &text)
{
    m_isInserting = true;
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    cursor.setPosition(start);
    cursor.setPosition(start + length, QTextCursor::KeepAnchor);
    cursor.insertText(text);
    cursor.endEditBlock();
    setTextCursor(cursor);
    m_isInserting = false;
}

void ExpressionEdit::setCaret(int position)
{
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::clamp(position, 0, static_cast<int>(toPlainText().size())));
    setTextCursor(cursor);
}

void ExpressionEdit::setMarks(std::vector<ExpressionMark> marks)
{
    if (m_marks == marks)
        return;
    m_marks = std::move(marks);
    QStringList spoken;
    for (const ExpressionMark &mark : m_marks)
        spoken << mark.message;
    setAccessibleDescription(spoken.join(QStringLiteral(". ")));
    showSelections();
}

const ExpressionMark *ExpressionEdit::markAt(int position) const
{
    const ExpressionMark *found = nullptr;
    for (const ExpressionMark &mark : m_marks)
        if (position >= mark.start && position <= mark.start + std::max(1, mark.length) &&
            (!found || mark.severity == Severity::Critical))
            found = &mark;
    return found;
}

void ExpressionEdit::goToNextMark()
{
    if (m_marks.empty())
        return;
    auto next = std::ranges::find_if(m_marks, [this](const auto &mark) { return mark.start > caret(); });
    setCaret((next == m_marks.end() ? m_marks.front() : *next).start);
    setFocus();
}

void ExpressionEdit::showSelections()
{
    const Theme &theme = Theme::of(this);
    QList<QTextEdit::ExtraSelection> shown;
    const int end = static_cast<int>(toPlainText().size());
    for (const ExpressionMark &mark : m_marks) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        // What is missing at the end has no letter of its own: the last one is underlined.
        const int start = std::clamp(mark.start, 0, std::max(0, end - 1));
        selection.cursor.setPosition(start);
        selection.cursor.setPosition(std::clamp(mark.start + std::max(1, mark.length), start, end),
                                     QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(mark.severity == Severity::Critical ? QTextCharFormat::WaveUnderline
                                                                               : QTextCharFormat::DotLine);
        selection.format.setUnderlineColor(markColor(mark.severity, theme));
        shown << selection;
    }
    for (const int at : {caret() - 1, caret()}) {
        const int other = bracketOpposite(at);
        if (other < 0)
            continue;
        for (const int place : {at, other}) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(document());
            selection.cursor.setPosition(place);
            selection.cursor.setPosition(place + 1, QTextCursor::KeepAnchor);
            selection.format.setBackground(theme.accent.tintStrong);
            shown << selection;
        }
        break;
    }
    setExtraSelections(shown);
}

int ExpressionEdit::bracketOpposite(int position) const
{
    const QString text = toPlainText();
    if (position < 0 || position >= text.size() || text.size() > ExpressionHighlighter::longest)
        return -1;
    static const QString open = QStringLiteral("([{"), close = QStringLiteral(")]}");
    const bool forward = open.contains(text[position]);
    if (!forward && !close.contains(text[position]))
        return -1;
    const QChar same = text[position];
    const QChar other = forward ? close[open.indexOf(same)] : open[close.indexOf(same)];
    int depth = 0;
    for (int i = position; i >= 0 && i < text.size(); i += forward ? 1 : -1) {
        depth += text[i] == same ? 1 : text[i] == other ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return -1;
}

void ExpressionEdit::fitHeight()
{
    updateGeometry();
    const int wanted = sizeHint().height();
    if (minimumHeight() != wanted || maximumHeight() != wanted)
        setFixedHeight(wanted);
}

QSize ExpressionEdit::sizeHint() const
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < m_most; block = block.next())
        lines += std::max(1, block.layout() ? block.layout()->lineCount() : 1);
    lines = std::clamp(lines, m_least, m_most);
    const QFontMetrics metrics(document()->defaultFont());
    const int around =
        2 * static_cast<int>(document()->documentMargin()) + (m_isFramed ? 2 * codeFieldPaddingY + 2 : 4);
    return {240, lines * metrics.lineSpacing() + around};
}

QSize ExpressionEdit::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

bool ExpressionEdit::event(QEvent *event)
{
    // Ctrl+K is the palette here as everywhere, not "delete the rest of the line".
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_K && key->modifiers() == Qt::ControlModifier) {
            event->ignore();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const ExpressionMark *mark = markAt(cursorForPosition(viewport()->mapFrom(this, help->pos())).position());
        if (mark)
            QToolTip::showText(help->globalPos(), plainTip(mark->message), this);
        else
            QToolTip::hideText();
        return true;
    }
    const bool done = QPlainTextEdit::event(event);
    if (event->type() == QEvent::Paint && m_isFramed)
        paintCodeField(*this, hasFocus() && !isReadOnly(), std::ranges::any_of(m_marks, &ExpressionMark::isError));
    return done;
}

void ExpressionEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        applyLook();
        if (m_highlighter)
            m_highlighter->rehighlight();
    }
}

void ExpressionEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitHeight();
}

} // namespace wf::widgets

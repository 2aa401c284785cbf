// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What keys do in an ExpressionEdit, and its proposals.
#include "widgets/expression/expressionedit.h"
#include "widgets/expression/proposallist.h"

#include <QKeyEvent>

namespace wf::widgets {

namespace {

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u':' || c == u'$';
}

QChar closing(QChar opening)
{
    switch (opening.unicode()) {
    case u'(':
        return u')';
    case u'[':
        return u']';
    case u'{':
        return u'}';
    case u'"':
        return u'"';
    default:
        return {};
    }
}

} // namespace

bool ExpressionEdit::isProposing() const
{
    return m_list && m_list->isVisible();
}

const ProposalList &ExpressionEdit::proposals() const
{
    return *m_list;
}

void ExpressionEdit::closeProposals()
{
    ++m_ticket; // what is still on its way is not wanted
    m_askedCaret = -1;
    if (m_list)
        m_list->hide();
}

void ExpressionEdit::askProposals()
{
    want(true);
}

void ExpressionEdit::want(bool forced)
{
    m_askedCaret = caret();
    Q_EMIT proposalsWanted(toPlainText(), caret(), forced, ++m_ticket);
}

// The list belongs into the window: it is larger than the editor.
void ExpressionEdit::ensureList()
{
    if (!m_list) {
        m_list = new ProposalList(window());
        connect(m_list, &ProposalList::taken, this, &ExpressionEdit::take);
    }
    if (m_list->parentWidget() != window())
        m_list->setParent(window());
}

void ExpressionEdit::setCompletion(quint64 ticket, const signals::Completion &completion)
{
    if (ticket != m_ticket || !hasFocus())
        return;
    ensureList();
    if (completion.proposals.empty()) {
        m_list->hide();
        return;
    }
    m_list->setCompletion(completion);
    QTextCursor at = textCursor();
    at.setPosition(std::min(completion.start, static_cast<int>(toPlainText().size())));
    QRect rect = cursorRect(at);
    rect.moveTopLeft(viewport()->mapTo(window(), rect.topLeft()));
    m_list->placeAt(rect);
}

void ExpressionEdit::take()
{
    const signals::Proposal *chosen = m_list->chosen();
    if (!chosen)
        return;
    const signals::Proposal proposal = *chosen;
    const auto completion = m_list->completion();
    closeProposals();
    replace(completion.start, completion.length, proposal.text);
    if (proposal.caret >= 0)
        setCaret(completion.start + proposal.caret);
    Q_EMIT proposalTaken(proposal);
    // Behind "by (" or a label's "=" the next thing to choose is known already.
    const QString before = toPlainText().left(caret());
    if (before.endsWith(u'"') || before.endsWith(u'(') || before.endsWith(u'[') || before.endsWith(u'{'))
        want(false);
}

bool ExpressionEdit::proposalKey(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        want(true);
        return true;
    }
    if (!isProposing())
        return false;
    switch (event->key()) {
    case Qt::Key_Down:
        m_list->move(1);
        return true;
    case Qt::Key_Up:
        m_list->move(-1);
        return true;
    case Qt::Key_PageDown:
        m_list->move(ProposalList::mostRows - 1);
        return true;
    case Qt::Key_PageUp:
        m_list->move(1 - ProposalList::mostRows);
        return true;
    case Qt::Key_Escape:
        closeProposals();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier))
            return false;
        take();
        return true;
    default:
        return false;
    }
}

bool ExpressionEdit::runKey(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return false;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (m_enterRuns && modifiers == Qt::AltModifier) {
        textCursor().insertText(QStringLiteral("\n"));
        return true;
    }
    if (modifiers == Qt::ControlModifier || modifiers == Qt::ShiftModifier ||
        (m_enterRuns && modifiers == Qt::NoModifier)) {
        closeProposals();
        Q_EMIT runRequested();
        return true;
    }
    return false;
}

// An opening bracket brings its closing one; typing that one again steps over it.
bool ExpressionEdit::pairKey(QKeyEvent *event)
{
    if (isReadOnly() || event->text().size() != 1)
        return false;
    const QChar typed = event->text().at(0);
    QTextCursor cursor = textCursor();
    const QString text = toPlainText();
    const QChar next = caret() < text.size() ? text[caret()] : QChar();
    const bool isCloser = typed == u')' || typed == u']' || typed == u'}' || typed == u'"';
    if (isCloser && next == typed && !cursor.hasSelection()) {
        cursor.movePosition(QTextCursor::Right);
        setTextCursor(cursor);
        return true;
    }
    const QChar close = closing(typed);
    if (close.isNull() || cursor.hasSelection() || isWord(next))
        return false;
    m_isInserting = true;
    cursor.insertText(QString(typed) + close);
    cursor.movePosition(QTextCursor::Left);
    setTextCursor(cursor);
    m_isInserting = false;
    return true;
}

void ExpressionEdit::keyPressEvent(QKeyEvent *event)
{
    if (proposalKey(event) || runKey(event)) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_F8) {
        goToNextMark();
        return;
    }
    const QString before = toPlainText();
    const bool wasProposing = isProposing();
    if (!pairKey(event)) {
        m_isInserting = true; // the list is asked anew below instead of being closed
        QPlainTextEdit::keyPressEvent(event);
        m_isInserting = false;
    }
    if (toPlainText() == before) {
        if (wasProposing && caret() != m_askedCaret)
            closeProposals();
        return;
    }
    const bool isErasing = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete;
    const QChar typed = event->text().isEmpty() ? QChar() : event->text().at(0);
    const bool opens = typed == u'(' || typed == u'{' || typed == u'[' || typed == u'"' || typed == u',';
    if (isErasing ? wasProposing : isWord(typed) || opens || (wasProposing && typed == u' '))
        want(false);
    else
        closeProposals();
}

// While proposals are open Tab inserts.
bool ExpressionEdit::focusNextPrevChild(bool next)
{
    return !(next && isProposing()) && QPlainTextEdit::focusNextPrevChild(next);
}

void ExpressionEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    update();
    Q_EMIT focused();
}

void ExpressionEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    update();
    closeProposals();
    Q_EMIT left();
}

} // namespace wf::widgets

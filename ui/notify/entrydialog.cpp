// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/entrydialog.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPointer>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;
using Kind = wire::Channel::Kind;

namespace {

constexpr int checkAfterMs = 300; // DESIGN.md 6
constexpr Kind kinds[] = {Kind::Desktop,  Kind::Email, Kind::Slack,   Kind::PagerDuty, Kind::Sms,
                          Kind::Opsgenie, Kind::Teams, Kind::Discord, Kind::Webhook};

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

} // namespace

EntryDialog::EntryDialog(engine::NotifyFile &file, wire::NotifySection section, std::size_t index, Deeds deeds,
                         QWidget *parent)
    : QDialog(parent),
      m_file(file),
      m_section(section),
      m_index(index),
      m_deeds(std::move(deeds)),
      m_before(file.text()),
      m_kind(new widgets::PickButton(tr("Begin with"), tr("an example"))),
      m_text(new QPlainTextEdit),
      m_problems(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Critical)),
      m_secretName(new QLineEdit),
      m_secret(new QLineEdit),
      m_keep(new widgets::Button(tr("Keep"))),
      m_try(new widgets::Button(tr("Test"))),
      m_save(new widgets::Button(tr("Save"))),
      m_said(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, 460);
    const auto entries = wire::notifyEntries(view(m_before), section);
    const bool isNew = index >= entries.size();
    setWindowTitle(isNew ? tr("Add an entry to %1").arg(wire::notifySectionKey(section))
                         : tr("Change %1").arg(base::visibleText(entries[index].name, 64)));
    build();
    m_text->setPlainText(isNew ? wire::notifyTemplate(section) : entries[index].text);
    m_kind->setVisible(isNew && section == wire::NotifySection::Channels);
    m_soon.setSingleShot(true);
    m_soon.setInterval(checkAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &EntryDialog::check);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_soon.start(); });
    offerKinds();
    check();
}

void EntryDialog::build()
{
    m_text->setFont(widgets::Theme::of(this).font(TextRole::Mono));
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::Base, widgets::Theme::of(this).surface.input);
    m_text->setPalette(palette);
    m_text->setAccessibleName(tr("The entry, as YAML"));
    m_text->setTabChangesFocus(true);
    m_problems->setWrap(true);
    m_said->setWrap(true);
    const bool isChannel = m_section == wire::NotifySection::Channels;
    auto *secrets = new QWidget;
    auto *row = new QHBoxLayout(secrets);
    row->setContentsMargins(0, 0, 0, 0);
    m_secretName->setPlaceholderText(tr("slack-bot"));
    m_secretName->setAccessibleName(tr("Name of the secret"));
    m_secret->setPlaceholderText(tr("the secret itself"));
    m_secret->setAccessibleName(tr("The secret itself"));
    m_secret->setEchoMode(QLineEdit::Password);
    row->addWidget(new PlainLabel(tr("Secret"), TextRole::Base, PlainLabel::Tone::Secondary));
    row->addWidget(m_secretName, 1);
    row->addWidget(m_secret, 2);
    row->addWidget(m_keep);
    secrets->setVisible(isChannel && m_deeds.keepSecret);
    m_try->setVisible(isChannel && m_deeds.tryChannel);
    for (widgets::Button *one : {m_keep, m_try})
        one->setAutoDefault(false);
    m_save->setPrimary(true);
    m_save->setAutoDefault(false);
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    cancel->setAutoDefault(false);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_try);
    bottom->addStretch(1);
    bottom->addWidget(cancel);
    bottom->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_kind, 0, Qt::AlignLeft);
    column->addWidget(m_text, 1);
    column->addWidget(m_problems);
    column->addWidget(secrets);
    column->addWidget(m_said);
    column->addLayout(bottom);
    connect(m_keep, &QPushButton::clicked, this, &EntryDialog::keepSecret);
    connect(m_try, &QPushButton::clicked, this, &EntryDialog::tryIt);
    connect(m_save, &QPushButton::clicked, this, &EntryDialog::save);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void EntryDialog::offerKinds()
{
    auto *menu = new QMenu(m_kind);
    for (const Kind kind : kinds)
        connect(menu->addAction(wire::channelKindName(kind)), &QAction::triggered, this, [this, kind] {
            m_kind->setValue(wire::channelKindName(kind));
            m_text->setPlainText(wire::notifyTemplate(m_section, kind));
        });
    m_kind->setMenu(menu);
    m_kind->setPopupMode(QToolButton::InstantPopup);
}

base::Result<std::string> EntryDialog::wish() const
{
    return wire::withNotifyEntry(view(m_before), m_section, m_index, m_text->toPlainText());
}

QString EntryDialog::problems() const
{
    return m_problems->text();
}

void EntryDialog::check()
{
    QStringList lines;
    bool isRight = true;
    if (const auto text = wish(); !text) {
        lines << text.error().summary;
        isRight = false;
    } else {
        for (const auto &problem : wire::problemsOfEntry(*text, m_section, m_index)) {
            lines << tr("Line %1, column %2: %3").arg(problem.place.line).arg(problem.place.column).arg(problem.what);
            isRight = isRight && problem.weight != wire::FileProblem::Weight::Error;
        }
        const auto all = wire::readNotifySettings(*text);
        if (isRight && !all.isValid()) {
            lines << tr("Elsewhere in the file: %1").arg(all.lines(u"line"_s).value(0));
            isRight = false;
        }
    }
    m_problems->setText(lines.mid(0, 4).join(u". "_s)); // a label says what a line break is
    m_problems->setVisible(!lines.isEmpty());
    m_save->setEnabled(isRight);
    m_try->setEnabled(isRight);
}

void EntryDialog::say(const QString &words, bool isWrong)
{
    m_said->setTone(isWrong ? PlainLabel::Tone::Critical : PlainLabel::Tone::Secondary);
    m_said->setText(words);
}

void EntryDialog::tryIt()
{
    const auto text = wish();
    if (!text)
        return;
    const auto read = wire::readNotifySettings(*text);
    if (m_index >= read.settings.channels.size())
        return;
    const wire::Channel &channel = read.settings.channels[m_index];
    m_try->setEnabled(false);
    say(tr("Sending a test to %1").arg(channel.name), false);
    m_deeds.tryChannel(channel, read.settings,
                       [dialog = QPointer(this), name = channel.name](const base::Status &done) {
                           if (!dialog)
                               return;
                           dialog->m_try->setEnabled(true);
                           dialog->say(done ? tr("%1 took the test.").arg(name)
                                            : tr("%1 did not take it: %2").arg(name, done.error().summary),
                                       !done);
                       });
}

void EntryDialog::keepSecret()
{
    const QString name = m_secretName->text().trimmed();
    if (name.isEmpty() || m_secret->text().isEmpty())
        return say(tr("Write a name for the secret, and the secret."), true);
    m_keep->setEnabled(false);
    m_deeds.keepSecret(name, m_secret->text(), [dialog = QPointer(this), name](const base::Status &done) {
        if (!dialog)
            return;
        dialog->m_keep->setEnabled(true);
        if (!done)
            return dialog->say(done.error().summary, true);
        dialog->m_secret->clear();
        dialog->say(
            tr("Kept in %1. Write \"stored:%2\" where the secret belongs.").arg(dialog->m_deeds.secretsAre, name),
            false);
    });
}

void EntryDialog::save()
{
    m_soon.stop();
    check();
    const auto text = wish();
    if (!m_save->isEnabled() || !text)
        return;
    m_save->setEnabled(false);
    m_file.save(m_before, bytes(*text), [dialog = QPointer(this)](const base::Status &done) {
        if (!dialog)
            return;
        if (done)
            return dialog->accept();
        dialog->m_save->setEnabled(true);
        dialog->say(done.error().summary, true);
    });
}

void EntryDialog::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::Theme::of(this).surface.panel);
}

} // namespace wf::ui

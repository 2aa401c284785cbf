// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/savebundledialog.h"

#include "models/base/untrusted.h"
#include "models/engine/bundle/packbundle.h"
#include "ui/bundle/bundlewords.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace wf::ui {

namespace {

constexpr int typedMs = 400;

std::vector<std::string> keysOf(const QString &text)
{
    std::vector<std::string> out;
    for (const QString &one : text.split(u',', Qt::SkipEmptyParts))
        if (const QString key = one.trimmed(); !key.isEmpty())
            out.push_back(key.toStdString());
    return out;
}

QString usualKeys()
{
    QStringList out;
    for (const auto &key : engine::usualMaskKeys())
        out << QString::fromStdString(key);
    return out.join(QStringLiteral(", "));
}

} // namespace

SaveBundleDialog::SaveBundleDialog(const engine::BundleTaker::Parts &parts, const engine::BundleWishes &wishes,
                                   const base::Clock &clock, const async::Pools &pools, QWidget *parent)
    : QDialog(parent), m_pools(pools), m_taker(parts, clock)
{
    setWindowTitle(tr("Save incident bundle"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(660, 600);
    build(tr("INC-%1 with its alerts, samples, log lines, traces, notes and causes, in one file").arg(wishes.incident));
    m_typed.setSingleShot(true);
    m_typed.setInterval(typedMs);
    connect(&m_typed, &QTimer::timeout, this, &SaveBundleDialog::prepare);
    setBusy(tr("Asking every source for what belongs to it…"));
    m_request = m_taker.take(wishes, [this](const base::Result<engine::BundlePtr> &bundle) { gathered(bundle); });
}

SaveBundleDialog::~SaveBundleDialog() = default;

void SaveBundleDialog::build(const QString &title)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(new widgets::PlainLabel(title, widgets::TextRole::Strong));
    m_mask = new QCheckBox(tr("&Mask what tells of persons and secrets"));
    m_mask->setChecked(true);
    column->addWidget(m_mask);
    auto *covers = new widgets::PlainLabel(
        tr("Masked are e-mail, IP and network card addresses, payment cards, IBANs, telephone numbers, passwords, "
           "tokens "
           "and keys, users in paths and web addresses, who wrote, did or holds something, and each of these wherever "
           "it stands again. Not found are names and places that stand in a sentence alone, names of machines, and "
           "what "
           "ids and figures may tell to somebody who knows more."),
        widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary);
    covers->setWrap(true);
    column->addWidget(covers);
    auto *names = new QHBoxLayout;
    names->addWidget(new widgets::PlainLabel(tr("and what stands behind these names"), widgets::TextRole::Base,
                                             widgets::PlainLabel::Tone::Secondary));
    m_keys = new QLineEdit(usualKeys());
    m_keys->setAccessibleName(tr("Names whose values are masked, with commas between"));
    names->addWidget(m_keys, 1);
    column->addLayout(names);
    m_contents = new QPlainTextEdit;
    m_contents->setReadOnly(true);
    m_contents->setTabChangesFocus(true);
    m_contents->setAccessibleName(tr("What will be in the bundle"));
    column->addWidget(m_contents, 1);
    m_state = new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary);
    m_state->setWrap(true);
    column->addWidget(m_state);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    m_save = new widgets::Button(tr("Save…"), {}, tr("Enter"));
    m_save->setPrimary(true);
    m_save->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_save, &QAbstractButton::clicked, this, &SaveBundleDialog::chooseFile);
    connect(m_mask, &QCheckBox::toggled, this, [this](bool isOn) {
        m_keys->setEnabled(isOn);
        prepare();
    });
    connect(m_keys, &QLineEdit::textEdited, this, [this] {
        m_save->setEnabled(false);
        m_typed.start();
    });
}

void SaveBundleDialog::setBusy(const QString &words)
{
    m_isBusy = true;
    m_state->setTone(widgets::PlainLabel::Tone::Secondary);
    m_state->setText(words);
    m_save->setEnabled(false);
}

void SaveBundleDialog::fail(const base::Error &error)
{
    m_isBusy = false;
    m_state->setTone(widgets::PlainLabel::Tone::Critical);
    m_state->setText(error.summary + (error.detail.isEmpty() ? QString() : QString(u' ' + error.detail)));
}

void SaveBundleDialog::gathered(const base::Result<engine::BundlePtr> &bundle)
{
    if (!bundle)
        return fail(bundle.error());
    m_gathered = *bundle;
    prepare();
}

// As it will be written, so that what is shown is what is passed on.
void SaveBundleDialog::prepare()
{
    if (!m_gathered)
        return;
    setBusy(m_mask->isChecked() ? tr("Masking…") : tr("Counting…"));
    const auto keys = m_mask->isChecked() ? std::optional(keysOf(m_keys->text())) : std::nullopt;
    m_jobs.runLatest(
        QStringLiteral("prepare"), m_pools.analysis(),
        [bundle = m_gathered, keys](std::stop_token) -> base::Result<engine::MaskedBundle> {
            return keys ? engine::maskedCopy(*bundle, *keys) : engine::MaskedBundle{bundle, {}};
        },
        [this](const base::Result<engine::MaskedBundle> &prepared) {
            if (prepared)
                showPrepared(*prepared);
            else
                fail(prepared.error());
        });
}

void SaveBundleDialog::showPrepared(const engine::MaskedBundle &prepared)
{
    m_isBusy = false;
    m_shown = prepared.bundle;
    QStringList lines;
    for (const QString &line : bundleWords(m_shown->manifest, prepared.examples))
        lines << base::visibleText(line);
    m_contents->setPlainText(lines.join(u'\n'));
    const bool isWhole = m_shown->manifest.missing.isEmpty();
    m_state->setTone(isWhole ? widgets::PlainLabel::Tone::Secondary : widgets::PlainLabel::Tone::Warning);
    m_state->setText(isWhole ? tr("Look at it before you pass it on: texts may say more than masks know.")
                             : tr("Some of it could not be had; the rest can be saved."));
    m_save->setEnabled(true);
}

void SaveBundleDialog::chooseFile()
{
    if (!isReady())
        return;
    auto *dialog = new QFileDialog(this, tr("Save incident bundle"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Incident bundles (*.wfbundle)"));
    dialog->setDefaultSuffix(QStringLiteral("wfbundle"));
    dialog->selectFile(m_shown->manifest.id() + QStringLiteral(".wfbundle"));
    connect(dialog, &QFileDialog::fileSelected, this, &SaveBundleDialog::saveTo);
    dialog->open();
}

void SaveBundleDialog::saveTo(const QString &path)
{
    setBusy(tr("Writing %1…").arg(path));
    m_jobs.runLatest(
        QStringLiteral("write"), m_pools.analysis(),
        [bundle = m_shown, path](std::stop_token) { return engine::writeBundle(*bundle, path); },
        [this, path](const base::Status &status) {
            if (!status) {
                fail(status.error());
                m_save->setEnabled(true);
                return;
            }
            Q_EMIT saved(path);
            accept();
        });
}

} // namespace wf::ui

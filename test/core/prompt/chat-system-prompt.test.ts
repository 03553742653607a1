import {
  chatPromptVersion,
  chatSystemPrompt,
  promptVersionOf,
  suspicionNotice,
} from '../../../core/prompt/chat-system-prompt';

const languages = ['ja', 'en', 'zh'] as const;
const texts = languages.flatMap((language) => [chatSystemPrompt(language), suspicionNotice[language]]);

test('the version of the prompt is that of its texts in every language, so that none changes without it', () => {
  expect(chatPromptVersion).toBe(promptVersionOf(texts));
  expect(chatPromptVersion).toMatch(/^2026-11-1-[0-9a-f]{12}$/);
});

test.each(texts.map((text, index) => [index, text] as const))(
  'a change of text %d is another version',
  (index, text) => {
    expect(promptVersionOf(texts.with(index, `${text}。`))).not.toBe(chatPromptVersion);
  },
);

test('texts cannot run into each other', () => {
  expect(promptVersionOf(['a', 'bc'])).not.toBe(promptVersionOf(['ab', 'c']));
});

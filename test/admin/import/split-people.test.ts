import { splitPeople } from '../../../admin/import/split-people';

test.each([
  ['諫山創', [{ name: '諫山創' }]],
  ['小林よしのり　／　よしりん企画', [{ name: '小林よしのり' }, { name: 'よしりん企画' }]],
  [
    '[文]石川茂　／　[え]伊藤展安',
    [
      { name: '石川茂', role: '文' },
      { name: '伊藤展安', role: 'え' },
    ],
  ],
  ['[構成]藤田海子　／　杉山正子', [{ name: '藤田海子', role: '構成' }, { name: '杉山正子' }]],
  ['[作／画]山崎享', [{ name: '山崎享', role: '作／画' }]],
  ['佐々木マキ/林静一', [{ name: '佐々木マキ' }, { name: '林静一' }]],
  ['M/M', [{ name: 'M/M' }]],
  ['[撮影]　／　[stylist]　／　[モデル]', []],
  [
    '[監修]田畑壽之 [背景]スマーチル',
    [
      { name: '田畑壽之', role: '監修' },
      { name: 'スマーチル', role: '背景' },
    ],
  ],
  ['', []],
])('the people of "%s"', (text, people) => {
  expect(splitPeople(text)).toEqual(people);
});

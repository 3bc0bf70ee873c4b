export default {
  extends: 'stylelint-config-standard',
  rules: {
    // The folder has one compact style: related rules stand together.
    'at-rule-empty-line-before': null,
    'comment-empty-line-before': null,
    'declaration-block-single-line-max-declarations': null,
    'rule-empty-line-before': null,
    // Safari on phones knows no other name of it.
    'property-no-vendor-prefix': [true, { ignoreProperties: ['text-size-adjust'] }],
    // Names of fonts.
    'value-keyword-case': ['lower', { ignoreProperties: ['--sans', '--mono'] }],
    'custom-property-empty-line-before': null,
    'declaration-empty-line-before': null,
    'no-descending-specificity': null,
    // Rules in rules are newer than the oldest browsers that the README names.
    'max-nesting-depth': [0, { ignoreAtRules: ['media', 'keyframes'] }],
  },
};
